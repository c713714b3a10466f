using System.CommandLine;
using Cleak.Driver.Projects;

namespace Cleak.CommandLine;

/// <summary><c>--project</c>: the file in which a project says what its own functions do.</summary>
internal sealed class ProjectOption
{
    private const string None = "none";

    public Option<string?> Option { get; } = new GroupedOption<string?>(
        OptionGroup.Checks, "--project", "The file that says what the project's own functions do; 'none' to use none.\nWithout this it is cleak.json in the current folder, if there is one.")
    { HelpName = "FILE" };

    public ProjectFile Read(ParseResult parsed) => parsed.GetValue(Option) switch
    {
        None => new ProjectFile(),
        { } named => ProjectFile.Read(named),
        null when File.Exists(ProjectFile.Name) => ProjectFile.Read(ProjectFile.Name),
        null => new ProjectFile(),
    };
}

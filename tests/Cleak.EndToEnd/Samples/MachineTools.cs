namespace Cleak.EndToEnd.Samples;

/// <summary>Programs on the search path.</summary>
public static class MachineTools
{
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    public static string Require(string name, string package) =>
        Find(name) ?? throw new FileNotFoundException($"The samples are run under {name} to show that they are what they say: install {package}.");
}

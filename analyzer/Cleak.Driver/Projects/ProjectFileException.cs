namespace Cleak.Driver.Projects;

/// <summary>A project's file says something that cannot be meant: what, and where in the file.</summary>
public sealed class ProjectFileException : Exception
{
    public ProjectFileException()
    {
    }

    public ProjectFileException(string message)
        : base(message)
    {
    }

    public ProjectFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

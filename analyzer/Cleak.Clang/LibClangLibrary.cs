namespace Cleak.Clang;

/// <summary>A libclang that was looked at.</summary>
/// <param name="Path">The file, or the bare name that the system's loader resolved.</param>
/// <param name="Origin">Which rule of the search named it.</param>
/// <param name="MajorVersion">Its LLVM major version, or 0 when it would not say.</param>
/// <param name="VersionText">What it says of itself, such as <c>Debian clang version 19.1.7</c>.</param>
/// <param name="Refusal">Why it is not used, or null when it is fit.</param>
public sealed record LibClangLibrary(string Path, LibClangOrigin Origin, int MajorVersion, string VersionText, string? Refusal)
{
    public bool IsFit => Refusal is null;
}

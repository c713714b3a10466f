namespace Cleak.Frontend.Compilation;

/// <summary>Why a source file is not analysed.</summary>
public enum SkipReason
{
    /// <summary>There is no such file.</summary>
    Missing,
    /// <summary>It cannot be opened or read.</summary>
    Unreadable,
    /// <summary>It holds NUL bytes, so it is no C source text.</summary>
    Binary,
    /// <summary>It is larger than <see cref="SourceProbe.MaxBytes"/>.</summary>
    TooLarge,
    /// <summary>It is a folder or something else that is no regular file.</summary>
    NotAFile,
    /// <summary>More distinct sets of flags than are analysed for one file.</summary>
    TooManyVariants,
}

/// <summary>A source file that will not be analysed, and why.</summary>
/// <param name="Path">Canonical path.</param>
/// <param name="Reason">The kind of obstacle.</param>
/// <param name="Detail">A phrase for people, such as "permission denied".</param>
public sealed record SkippedSource(string Path, SkipReason Reason, string Detail);

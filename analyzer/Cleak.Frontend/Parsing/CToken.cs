namespace Cleak.Frontend.Parsing;

/// <summary>What a preprocessing token of C is, as far as <see cref="CLexer"/> tells them apart.</summary>
public enum CTokenKind : byte
{
    /// <summary>The end of the text; its length is zero.</summary>
    End,
    /// <summary>An identifier or a keyword.</summary>
    Identifier,
    /// <summary>A preprocessing number (C17 6.4.8), which holds every numeric constant.</summary>
    Number,
    /// <summary>A string literal with its encoding prefix.</summary>
    String,
    /// <summary>A character constant with its encoding prefix.</summary>
    Character,
    /// <summary>A punctuator, longest match first; also any byte that is nothing else.</summary>
    Punctuator,
    /// <summary>A comment; only given by <see cref="CLexer.NextOrComment"/>.</summary>
    Comment,
}

/// <summary>A token's place in a source text, in bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="StartsLine">Nothing but white space and comments stands before it on its line.</param>
public readonly record struct CToken(CTokenKind Kind, int Start, int Length, bool StartsLine)
{
    /// <summary>Offset of the first byte behind it.</summary>
    public int End => Start + Length;
}

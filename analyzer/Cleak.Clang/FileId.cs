namespace Cleak.Clang;

/// <summary>A source file of one translation unit; <c>default</c> is no file (command line, built-in macros, pasted tokens).</summary>
public readonly record struct FileId(int Index)
{
    public bool IsNone => Index == 0;
}

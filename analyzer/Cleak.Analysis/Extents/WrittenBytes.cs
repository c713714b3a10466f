namespace Cleak.Analysis;

/// <summary>What a library function writes for certain, or may write by the bound it is given, behind one argument.</summary>
/// <param name="Argument">Index of the pointer.</param>
/// <param name="Start">Bytes from the pointer to the first that is written.</param>
/// <param name="Length">Bytes from there on.</param>
internal readonly record struct WrittenBytes(int Argument, LinearForm Start, LinearForm Length);

namespace Cleak.Analysis;

/// <summary>What the bytes of an object hold where no cell says more.</summary>
internal enum ObjectDefault : byte
{
    /// <summary>What they held when the function was entered, or after a havoc (the stamp says which).</summary>
    Initial,
    Zero,
    Uninitialized,
}

using System.Buffers.Binary;
using System.Text;

namespace Cleak.Ir;

/// <summary>Writes numbers, strings and spans into one growing array.</summary>
internal sealed class ByteWriter
{
    private readonly Dictionary<string, int> strings = new(StringComparer.Ordinal);
    private readonly Dictionary<MacroUse, int> macros = [];
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private SourceSpan lastSpan;

    public byte[] ToArray() => bytes.AsSpan(0, length).ToArray();

    public void Byte(byte value)
    {
        Reserve(1);
        bytes[length++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(bytes.AsSpan(length));
        length += value.Length;
    }

    public void Unsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
    }

    /// <summary>A number that is never negative.</summary>
    public void Count(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Unsigned((ulong)value);
    }

    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Double(double value)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(length), value);
        length += sizeof(double);
    }

    /// <summary>The number of the earlier one plus one, or 0 and the text.</summary>
    public void String(string text)
    {
        if (strings.TryGetValue(text, out int known))
        {
            Count(known + 1);
            return;
        }

        strings.Add(text, strings.Count);
        int size = Encoding.UTF8.GetByteCount(text);
        Byte(0);
        Count(size);
        Reserve(size);
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
    }

    public void OptionalString(string? text)
    {
        Byte(text is null ? (byte)0 : (byte)1);
        if (text is not null)
        {
            String(text);
        }
    }

    /// <summary>0: as the one before; else the change of line, and the file where it is another.</summary>
    public void Span(SourceSpan span)
    {
        if (span == lastSpan)
        {
            Byte(0);
            return;
        }

        bool sameFile = span.File == lastSpan.File;
        long lines = (long)span.Line - lastSpan.Line;
        ulong zigzag = (ulong)((lines << 1) ^ (lines >> 63));
        Unsigned(((zigzag << 1) | (sameFile ? 0u : 1u)) + 1);
        if (!sameFile)
        {
            Count(span.File);
        }

        Signed(span.Column);
        Signed((long)span.EndColumn - span.Column);
        lastSpan = span;
    }

    /// <summary>0: none; 1 and the macro; or the number of the earlier one plus two.</summary>
    public void Macro(MacroUse? macro)
    {
        if (macro is null)
        {
            Byte(0);
            return;
        }

        if (macros.TryGetValue(macro, out int known))
        {
            Count(known + 2);
            return;
        }

        macros.Add(macro, macros.Count);
        Byte(1);
        String(macro.Name);
        Span(macro.Spelling);
    }

    private void Reserve(int size)
    {
        if (bytes.Length - length < size)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + size));
        }
    }
}

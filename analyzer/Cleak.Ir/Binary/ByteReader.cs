using System.Buffers.Binary;
using System.Text;

namespace Cleak.Ir;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Whatever the bytes are, the worst is an <see cref="InvalidDataException"/>.</summary>
internal sealed class ByteReader(ReadOnlyMemory<byte> data)
{
    private readonly List<string> strings = [];
    private readonly List<MacroUse> macros = [];
    private SourceSpan lastSpan;
    private int position;

    /// <summary>From a file number of the unit to the caller's.</summary>
    public int[] FileMap { get; set; } = [0];

    public int Remaining => data.Length - position;

    public static InvalidDataException Invalid(string what) => new($"binary IR: {what}");

    public byte Byte()
    {
        if (position >= data.Length)
        {
            throw Invalid("it ends too early");
        }

        return data.Span[position++];
    }

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        byte other => throw Invalid($"{other} is no flag"),
    };

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > Remaining)
        {
            throw Invalid("it ends too early");
        }

        ReadOnlySpan<byte> part = data.Span.Slice(position, count);
        position += count;
        return part;
    }

    public ulong Unsigned()
    {
        ReadOnlySpan<byte> span = data.Span;
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (position >= span.Length)
            {
                throw Invalid("it ends too early");
            }

            byte part = span[position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Invalid("a number is too long");
    }

    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32()
    {
        long value = Signed();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Invalid($"{value} is too large");
    }

    /// <summary>A number below a limit.</summary>
    public int Index(int limit, string what)
    {
        ulong value = Unsigned();
        return value < (ulong)limit ? (int)value : throw Invalid($"there is no {what} {value}");
    }

    /// <summary>How many things follow: each takes a byte at least, so that damage cannot ask for much memory.</summary>
    public int Count()
    {
        ulong value = Unsigned();
        return value <= (ulong)Remaining ? (int)value : throw Invalid("it ends too early");
    }

    /// <summary>The number of a case of an enumeration.</summary>
    public byte Case(byte last, string what)
    {
        byte value = Byte();
        return value <= last ? value : throw Invalid($"{value} is no {what}");
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)));

    public string String()
    {
        ulong reference = Unsigned();
        if (reference > 0)
        {
            return reference <= (ulong)strings.Count ? strings[(int)reference - 1] : throw Invalid("there is no such string");
        }

        string text = Encoding.UTF8.GetString(Bytes(Count()));
        strings.Add(text);
        return text;
    }

    public string? OptionalString() => Flag() ? String() : null;

    public SourceSpan Span()
    {
        ulong head = Unsigned();
        if (head != 0)
        {
            head--;
            ulong zigzag = head >> 1;
            long line = lastSpan.Line + ((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
            int file = (head & 1) == 0 ? lastSpan.File : Index(FileMap.Length, "file");
            long column = Signed();
            lastSpan = new SourceSpan(file, (int)line, (int)column, (int)(column + Signed()));
        }

        return lastSpan with { File = FileMap[lastSpan.File] };
    }

    public MacroUse? Macro()
    {
        ulong reference = Unsigned();
        switch (reference)
        {
            case 0:
                return null;
            case 1:
                string name = String();
                var macro = new MacroUse(name, Span());
                macros.Add(macro);
                return macro;
            default:
                return reference - 2 < (ulong)macros.Count ? macros[(int)reference - 2] : throw Invalid("there is no such macro");
        }
    }
}

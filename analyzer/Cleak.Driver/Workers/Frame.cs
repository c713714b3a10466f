using System.Buffers.Binary;
using System.Text;

namespace Cleak.Driver.Workers;

/// <summary>One message between supervisor and worker: four bytes of length (little endian), the kind, the contents.</summary>
public readonly record struct Frame(FrameKind Kind, byte[] Contents)
{
    private const int HeaderSize = 5;

    public string Text => Encoding.UTF8.GetString(Contents);

    public static Frame Of(FrameKind kind, string text) => new(kind, Encoding.UTF8.GetBytes(text));

    public void WriteTo(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        BinaryPrimitives.WriteInt32LittleEndian(header, Contents.Length);
        header[4] = (byte)Kind;
        stream.Write(header);
        stream.Write(Contents);
        stream.Flush();
    }

    /// <summary>The next frame; null where the stream ends, also in the middle of one.</summary>
    public static Frame? ReadFrom(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        if (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 0 || header[4] is < (byte)FrameKind.Request or > (byte)FrameKind.Failure)
        {
            throw new InvalidDataException("worker protocol: not a frame");
        }

        var contents = new byte[length];
        return stream.ReadAtLeast(contents, length, throwOnEndOfStream: false) < length ? null : new Frame((FrameKind)header[4], contents);
    }
}

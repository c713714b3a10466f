using System.Collections.Immutable;

namespace Cleak.Driver.Units;

/// <summary>Lists and absent texts for <see cref="BinaryWriter"/> and <see cref="BinaryReader"/>.</summary>
internal static class BinaryTexts
{
    public static void Write(this BinaryWriter writer, ImmutableArray<string> texts)
    {
        writer.Write7BitEncodedInt(texts.Length);
        foreach (string text in texts)
        {
            writer.Write(text);
        }
    }

    public static ImmutableArray<string> ReadStrings(this BinaryReader reader)
    {
        var texts = new string[reader.Read7BitEncodedInt()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return ImmutableArray.Create(texts);
    }

    public static void WriteOptional(this BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    public static string? ReadOptionalString(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}

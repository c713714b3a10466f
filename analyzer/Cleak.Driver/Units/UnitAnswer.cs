using System.Collections.Immutable;
using System.Text;
using Cleak.Frontend.Parsing;

namespace Cleak.Driver.Units;

/// <summary>What a worker made of a unit: how the parse went, and the unit in binary form.</summary>
/// <param name="Ir">As <see cref="Cleak.Ir.IrWriter"/> writes it.</param>
internal sealed record UnitAnswer(UnitFacts Facts, ReadOnlyMemory<byte> Ir)
{
    public byte[] Encode()
    {
        using var bytes = new MemoryStream(Ir.Length + 256);
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write7BitEncodedInt(Facts.ErrorCount);
            writer.Write7BitEncodedInt(Facts.Errors.Length);
            foreach (ParseProblem error in Facts.Errors)
            {
                writer.WriteOptional(error.Path);
                writer.Write7BitEncodedInt(error.Line);
                writer.Write7BitEncodedInt(error.Column);
                writer.Write(error.Message);
            }

            writer.Write(Facts.MissingHeaders);
            writer.Write(Facts.Concessions);
            writer.Write(Facts.StandInHeaders);
            writer.Write(Ir.Span);
        }

        return bytes.ToArray();
    }

    public static UnitAnswer Decode(byte[] answer)
    {
        using var bytes = new MemoryStream(answer);
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        var facts = new UnitFacts { ErrorCount = reader.Read7BitEncodedInt() };
        var errors = new ParseProblem[reader.Read7BitEncodedInt()];
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = new ParseProblem(reader.ReadOptionalString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.ReadString());
        }

        facts = facts with
        {
            Errors = ImmutableArray.Create(errors),
            MissingHeaders = reader.ReadStrings(),
            Concessions = reader.ReadStrings(),
            StandInHeaders = reader.ReadStrings(),
        };
        return new UnitAnswer(facts, answer.AsMemory((int)bytes.Position));
    }
}

using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Ir;

public sealed class IrBinaryTests
{
    [Fact]
    public void What_is_written_is_read_back_whole()
    {
        TranslationUnit unit = SampleUnit.Make();
        Assert.Empty(IrVerifier.Verify(unit));

        TranslationUnit back = IrReader.Read(IrWriter.Write(unit));

        Assert.Equal(IrPrinter.Print(unit), IrPrinter.Print(back));
        Assert.Equal(EveryProperty(unit), EveryProperty(back));
    }

    [Fact]
    public void The_sample_has_every_kind_of_thing()
    {
        string all = EveryProperty(SampleUnit.Make());
        foreach (Type type in typeof(Expression).Assembly.GetExportedTypes())
        {
            if (!type.IsAbstract && (type.IsSubclassOf(typeof(Expression)) || type.IsSubclassOf(typeof(Instruction)) || type.IsSubclassOf(typeof(Terminator))))
            {
                // The builder makes these two itself: a jump that falls through is threaded away, a return stands at the end.
                if (type != typeof(GotoTerminator) && type != typeof(UnreachableTerminator))
                    Assert.Contains($"{type.Name} {{", all, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Bytes_that_end_early_are_refused_wherever_they_end()
    {
        byte[] bytes = IrWriter.Write(SampleUnit.Make());
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => IrReader.Read(bytes.AsMemory(0, length)));
        Assert.Throws<InvalidDataException>(() => IrReader.Read((byte[])[.. bytes, 0]));
    }

    [Fact]
    public void Damaged_bytes_give_a_unit_or_the_one_exception()
    {
        byte[] bytes = IrWriter.Write(SampleUnit.Make());
        var random = new Random(20261121);
        for (int round = 0; round < 4000; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (int change = 0; change <= round % 3; change++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                IrReader.Read(damaged);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void Spans_of_many_units_share_the_files_of_the_run()
    {
        byte[] bytes = IrWriter.Write(SampleUnit.Make());
        var index = new FileIndex();
        int other = index.Add(new SourceFile("/src/other.c", false));
        int header = index.Add(new SourceFile("/src/ünit.h", true));
        int[] map = [.. IrReader.ReadFiles(bytes).Select((file, number) => number == 0 ? 0 : index.Add(file))];

        TranslationUnit unit = IrReader.Read(bytes, index.Files, map);

        Assert.Equal((1, 2), (other, header));
        Assert.Equal([0, 3, 4, header], map);
        Assert.Equal("/src/unit.c", unit.Files[unit.Functions[0].Span.File].Path);
        Assert.Equal("/usr/include/stdlib.h", unit.Files[unit.Symbols[0].Span.File].Path);
        Assert.False(unit.Files[header].IsSystem);
        MacroUse macro = unit.Functions[0].Blocks[0].Instructions.First(i => i.Macro is not null).Macro!;
        Assert.Equal(new SourceSpan(header, 7, 9, 13), macro.Spelling);
    }

    [Fact]
    public void An_expression_too_deep_to_follow_is_refused_before_it_overflows_a_stack()
    {
        TranslationUnit unit = SampleUnit.Make();
        IrType type = unit.Types[0];
        Expression deep = new ConstantExpression(1, type);
        for (int i = 0; i < 100_000; i++)
            deep = new UnaryExpression(UnaryOperator.Negate, deep, type);
        var global = new Global { Symbol = unit.Symbols[1], Initializers = [new Initializer(0, deep)] };
        var broken = new TranslationUnit { Path = unit.Path, Files = unit.Files, Types = unit.Types, Symbols = unit.Symbols, Strings = unit.Strings, Functions = [], Globals = [global] };

        Assert.Throws<InvalidDataException>(() => IrWriter.Write(broken));
    }

    /// <summary>Every public property of everything in the unit, by reflection, so that one that is forgotten shows.</summary>
    private static string EveryProperty(object root)
    {
        var text = new StringBuilder();
        var seen = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        Append(root);
        return text.ToString();

        void Append(object? value)
        {
            switch (value)
            {
                case null:
                    text.Append("null\n");
                    return;
                case string or IConvertible:
                    text.Append(CultureInfo.InvariantCulture, $"{value}\n");
                    return;
            }

            // What has an identity is shown once; a unit may share other objects as it likes.
            if (value is IrType or Symbol)
            {
                if (seen.TryGetValue(value, out int number))
                {
                    text.Append(CultureInfo.InvariantCulture, $"#{number}\n");
                    return;
                }

                seen.Add(value, seen.Count);
            }

            text.Append(CultureInfo.InvariantCulture, $"{value.GetType().Name} {{\n");
            foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.GetIndexParameters().Length == 0 && value is not IEnumerable)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{property.Name} = ");
                    Append(property.GetValue(value));
                }
            }

            if (value is IEnumerable items)
            {
                foreach (object? item in items)
                    Append(item);
            }

            text.Append("}\n");
        }
    }
}

namespace Cleak.Analysis;

/// <summary>How many bytes a literal format writes at least, its terminating zero left out (C17 7.21.6.1).</summary>
internal sealed class FormatLengths(AnalysisContext context, PathCondition path, StringLengths lengths)
{
    /// <summary>The least length; not known where the format is no literal of single bytes.</summary>
    /// <param name="first">Index of the first variable argument; behind the last where they are in a va_list.</param>
    public LinearForm Of(AbstractState state, ModelCall call, Value format, int first)
    {
        var least = new LinearForm();
        format = path.Resolve(state, format);
        if (!format.IsTerm || format.Offset != 0 || context.Terms[format.Term] is not { Kind: TermKind.StringAddress } address
            || context.Program.Units[address.B].Strings[address.A] is not { ElementSize: 1 } literal)
        {
            least.AddUnknown();
            return least;
        }

        ReadOnlySpan<byte> text = literal.Bytes.AsSpan();
        int argument = first;
        for (int i = 0; i < text.Length && text[i] != 0; i++)
        {
            if (text[i] != '%')
            {
                least.AddConstant(1);
            }
            else if (!Conversion(state, call, text, ref i, ref argument, ref least))
            {
                // What follows an unknown conversion takes arguments that are not told apart; it is as short as can be.
                return least;
            }
        }

        return least;
    }

    private bool Conversion(AbstractState state, ModelCall call, ReadOnlySpan<byte> text, ref int i, ref int argument, ref LinearForm least)
    {
        i++;
        while (i < text.Length && text[i] is (byte)'-' or (byte)'+' or (byte)' ' or (byte)'#' or (byte)'0' or (byte)'\'')
        {
            i++;
        }

        int width = Number(text, ref i, ref argument);
        int precision = -1;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            precision = Number(text, ref i, ref argument);
        }

        while (i < text.Length && text[i] is (byte)'h' or (byte)'l' or (byte)'j' or (byte)'z' or (byte)'t' or (byte)'L')
        {
            i++;
        }

        if (i >= text.Length)
        {
            return false;
        }

        switch (text[i])
        {
            case (byte)'%':
                least.AddConstant(1);
                return true;
            case (byte)'c':
                least.AddConstant(Math.Max(1, width));
                argument++;
                return true;
            case (byte)'d' or (byte)'i' or (byte)'u' or (byte)'x' or (byte)'X' or (byte)'o':
                least.AddConstant(Math.Max(Math.Max(width, precision), precision == 0 ? 0 : Digits(state, call, text[i], argument)));
                argument++;
                return true;
            case (byte)'f' or (byte)'F' or (byte)'e' or (byte)'E' or (byte)'g' or (byte)'G' or (byte)'a' or (byte)'A' or (byte)'p':
                least.AddConstant(Math.Max(1, width));
                argument++;
                return true;
            case (byte)'s':
                String(state, call, argument, Math.Max(0, width), precision, ref least);
                argument++;
                return true;
            default:
                return false;
        }
    }

    /// <summary>A width or precision; 0 where none is given or it is an argument, which is skipped.</summary>
    private static int Number(ReadOnlySpan<byte> text, ref int i, ref int argument)
    {
        if (i < text.Length && text[i] == '*')
        {
            i++;
            argument++;
            return 0;
        }

        int number = 0;
        for (; i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            number = Math.Min((number * 10) + (text[i] - '0'), 1 << 20);
        }

        return number;
    }

    private int Digits(AbstractState state, ModelCall call, byte conversion, int argument) =>
        conversion is (byte)'d' or (byte)'i' && argument < call.Arguments.Length && context.Terms.TryConstant(path.Resolve(state, call.Arguments[argument]), out long value) && value is >= int.MinValue and <= int.MaxValue
            ? value.ToString(System.Globalization.CultureInfo.InvariantCulture).Length
            : 1;

    private void String(AbstractState state, ModelCall call, int argument, int width, int precision, ref LinearForm least)
    {
        Value length = argument < call.Arguments.Length ? lengths.Of(state, call.Arguments[argument], call.Number) : Value.None;
        if (context.Terms.TryConstant(length, out long constant))
        {
            least.AddConstant(Math.Max(width, precision < 0 ? constant : Math.Min(constant, precision)));
        }
        else if (length.IsTerm && precision < 0 && width == 0)
        {
            least.Add(context, path, state, length, 1);
        }
        else
        {
            least.AddConstant(width);
        }
    }
}

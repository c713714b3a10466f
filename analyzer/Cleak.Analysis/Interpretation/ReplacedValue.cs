namespace Cleak.Analysis;

/// <summary>Is told a value that an instruction takes away from its place in memory.</summary>
internal delegate void ReplacedValue(AbstractState state, Value value, int instruction);

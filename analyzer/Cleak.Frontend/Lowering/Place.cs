using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>What an lvalue names: where it is and how it is read and written.</summary>
internal readonly record struct Place(Expression Address, IrType Type, BitRange Bits, AccessTraits Traits);

using Cleak.Clang;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>A direct member of a record as declared: anonymous records are members here, while <see cref="IrType.Fields"/> folds theirs in.</summary>
/// <param name="BitOffset">From the start of the record that declares it, in bits.</param>
internal sealed record RecordMember(string Name, DeclarationId Declaration, long BitOffset, int BitWidth, IrType Type)
{
    public bool IsAnonymousRecord => Name.Length == 0;
}

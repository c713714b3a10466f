namespace Cleak.Clang;

/// <summary>
/// A declared thing of one translation unit (variable, function, field, enum constant, record, typedef): dense from 1.
/// All redeclarations of one thing share the id. <c>default</c> is nothing declared.
/// </summary>
public readonly record struct DeclarationId(int Index)
{
    public bool IsNone => Index == 0;
}

using Cleak.Ir;

namespace Cleak.Frontend;

/// <summary>Which table of system calls a target has.</summary>
internal static class TargetSystemCalls
{
    /// <param name="triple">As clang writes it: <c>x86_64-pc-linux-gnu</c>.</param>
    public static SystemCallNumbers Of(string triple)
    {
        if (!triple.Contains("-linux", StringComparison.Ordinal))
        {
            return SystemCallNumbers.Unknown;
        }

        string architecture = triple[..triple.IndexOf('-', StringComparison.Ordinal)];
        return architecture switch
        {
            // x32 marks its numbers by a bit of their own.
            "x86_64" or "amd64" => triple.EndsWith("x32", StringComparison.Ordinal) ? SystemCallNumbers.Unknown : SystemCallNumbers.X64,
            "i386" or "i486" or "i586" or "i686" => SystemCallNumbers.X86,
            "aarch64" or "arm64" or "riscv64" or "riscv32" or "loongarch64" => SystemCallNumbers.Generic,
            _ => architecture.StartsWith("arm", StringComparison.Ordinal) || architecture.StartsWith("thumb", StringComparison.Ordinal) ? SystemCallNumbers.Arm : SystemCallNumbers.Unknown,
        };
    }
}

using System.Text;
using Cleak.Frontend.Parsing;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class ParallelDirectivesTests
{
    [Theory]
    [InlineData("#pragma omp parallel\n@{ }")]
    [InlineData("#pragma omp parallel for reduction(+ : sum)\n@for (;;) ;")]
    [InlineData("  # pragma  omp target teams distribute parallel for\n@for (;;) ;")]
    [InlineData("#pragma omp \\\n parallel num_threads(4)\n@call();")]
    [InlineData("#pragma omp parallel\n#pragma once\n#if A\n@{ }\n#endif")]
    [InlineData("/* #pragma omp parallel for */ #pragma omp parallel\n@{ }")]
    [InlineData("#pragma omp for\n{ }\n#pragma omp simd\n{ }")]
    [InlineData("#pragma omp cancel if(parallel : c)\n{ }")]
    [InlineData("#pragma omp\nparallel: ;")]
    [InlineData("#pragma omp parallel")]
    [InlineData("#pragma once\n#pragma omp critical(parallel)\n{ }\n#pragma omp parallel sections\n@{ }")]
    [InlineData("_Pragma(\"omp parallel for\") @for (;;) ;")]
    [InlineData("#define PARALLEL _Pragma(\"omp parallel for schedule(static)\")\nPARALLEL\n@for (;;) ;")]
    [InlineData("#define EACH(i, n) _Pragma(\"omp parallel for\") for (int i = 0; i < n; i++)\n@EACH(i, 3) ;")]
    [InlineData("#define PRAGMA(words) _Pragma(#words)\nPRAGMA(omp simd) { }\nPRAGMA(omp parallel num_threads(2))\n@{ }")]
    [InlineData("#define PRAGMA(words) _Pragma(#words)\n#define TEAM(n) PRAGMA(omp parallel num_threads(n))\nTEAM(2 + (1)) @{ }")]
    [InlineData("#define LOOP _Pragma(\"omp for\")\nLOOP for (;;) ; _Pragma(\"GCC ivdep\") { }")]
    public void Statements_behind_parallel_directives_are_found(string marked)
    {
        string text = marked.Replace("@", "", StringComparison.Ordinal);
        int at = marked.IndexOf('@', StringComparison.Ordinal);
        var macros = new ParallelMacros();
        macros.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(at < 0 ? [] : [at], ParallelDirectives.Find(Encoding.UTF8.GetBytes(text), macros));
    }
}

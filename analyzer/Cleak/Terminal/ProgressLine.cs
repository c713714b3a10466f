using System.Globalization;

namespace Cleak.Terminal;

/// <summary>One line on standard error that says how far the run is; nothing where no terminal is there to show it.</summary>
internal sealed class ProgressLine(TextWriter output, bool isOn) : IDisposable
{
    private const long Pause = 100;

    private readonly Lock gate = new();
    private long lastShown = -Pause;
    private bool isShown;

    public static ProgressLine OnStandardError(bool isWanted) =>
        new(Console.Error, isWanted && !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")));

    /// <summary>Safe to call from any thread, and cheap.</summary>
    public void Show(string what, int done, int total)
    {
        if (!isOn)
        {
            return;
        }

        lock (gate)
        {
            long now = Environment.TickCount64;
            if (now - lastShown < Pause && done < total)
            {
                return;
            }

            lastShown = now;
            isShown = true;
            output.Write(string.Create(CultureInfo.InvariantCulture, $"\r\e[K[{done}/{total}] {what}"));
            output.Flush();
        }
    }

    public void Show(string what)
    {
        if (!isOn)
        {
            return;
        }

        lock (gate)
        {
            isShown = true;
            output.Write($"\r\e[K{what}");
            output.Flush();
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            if (isShown)
            {
                output.Write("\r\e[K");
                output.Flush();
                isShown = false;
            }
        }
    }

    public void Dispose() => Clear();
}

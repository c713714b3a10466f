using System.IO.Pipes;

namespace Cleak.Driver.Workers;

/// <summary>What a worker process does all its life: read an item, do it, answer, until there are no more.</summary>
public static class WorkerLoop
{
    /// <param name="requests">Handle of the pipe to read from, as the supervisor named it.</param>
    /// <param name="answers">Handle of the pipe to answer on.</param>
    /// <param name="start">Makes the worker; its exception's message goes to the supervisor as the reason why there is none.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(string requests, string answers, Func<IWorker> start)
    {
        using var input = new AnonymousPipeClientStream(PipeDirection.In, requests);
        using var output = new AnonymousPipeClientStream(PipeDirection.Out, answers);
        try
        {
            return Serve(input, output, start);
        }
        catch (IOException)
        {
            // The supervisor is gone: there is nobody to answer.
            return 0;
        }
    }

    private static int Serve(Stream input, Stream output, Func<IWorker> start)
    {
        IWorker worker;
        try
        {
            worker = start();
        }
        catch (WorkerUnfitException problem)
        {
            Frame.Of(FrameKind.Unfit, problem.Message).WriteTo(output);
            return 0;
        }

        using (worker)
        {
            new Frame(FrameKind.Ready, []).WriteTo(output);
            while (Frame.ReadFrom(input) is { } request)
            {
                WorkResult result = worker.Do(request.Contents);
                (result.Answer is { } answer ? new Frame(FrameKind.Answer, answer) : Frame.Of(FrameKind.Failure, result.Failure!)).WriteTo(output);
            }
        }

        return 0;
    }
}

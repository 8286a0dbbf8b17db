using System.Collections.Concurrent;
using System.Reflection;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>A call on its way, and the promise that its caller holds.</summary>
internal abstract class Call(GrainId target, MethodInfo method, object?[] arguments)
{
    private static readonly ConcurrentDictionary<Type, Func<GrainId, MethodInfo, object?[], Call>> Makers = new();

    public GrainId Target => target;

    /// <summary>Who called; null for the world outside every context.</summary>
    public SimulatedContext? Caller { get; } = SynchronizationContext.Current as SimulatedContext;

    public long ExpiresAt { get; set; }

    public abstract Task Answered { get; }

    public bool IsOver => Answered.IsCompleted;

    public static Call Make(GrainId target, MethodInfo method, object?[] arguments) => Makers.GetOrAdd(
        method.ReturnType, Maker)(target, method, arguments);

    /// <summary>Has a grain carry it out.</summary>
    public Task CarryOut(object grain)
    {
        try
        {
            return (Task)method.Invoke(grain, arguments)!;
        }
        catch (TargetInvocationException failed)
        {
            return Task.FromException(failed.InnerException!);
        }
    }

    /// <summary>Answers the caller with what came of it, unless he has an answer.</summary>
    public abstract void Answer(Task done);

    /// <summary>Answers the caller that it failed, unless he has an answer.</summary>
    public abstract void Fail(Exception why);

    public override string ToString() =>
        $"{target.Key}.{method.Name}({string.Join(", ", arguments.Select(Told.Of))})";

    private static Func<GrainId, MethodInfo, object?[], Call> Maker(Type returns)
    {
        var answer = returns.IsGenericType ? returns.GetGenericArguments()[0] : typeof(object);
        var constructor = typeof(Of<>).MakeGenericType(answer).GetConstructors().Single();
        return (target, method, arguments) => (Call)constructor.Invoke([target, method, arguments]);
    }

    private sealed class Of<T>(GrainId target, MethodInfo method, object?[] arguments)
        : Call(target, method, arguments)
    {
        // Completed in place: whoever waits has a context of his own, to which his continuation is posted.
        private readonly TaskCompletionSource<T?> answered = new();

        public override Task Answered => answered.Task;

        public override void Answer(Task done)
        {
            if (done.IsFaulted) Fail(done.Exception.InnerExceptions[0]);
            else answered.TrySetResult(done is Task<T> told ? told.Result : default);
        }

        public override void Fail(Exception why)
        {
            // Read at once, so that an answer nobody waits for is no unobserved exception.
            if (answered.TrySetException(why)) _ = answered.Task.Exception;
        }
    }
}

using OrleansMarket.Contracts;
using OrleansMarket.Simulation.Cluster;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>
/// Somebody outside who acts at random, within the rules and against them, and does as frontends do: what was not
/// answered is asked again under the same id.
/// </summary>
internal abstract class Actor(Stage stage, string name, Role role)
{
    private const int Attempts = 4;

    public Stage Stage => stage;

    public IGrainFactory Grains => stage.Grains;

    public string Name => name;

    public Caller Self => new(name, role);

    /// <summary>What it may do, and how often it likes to.</summary>
    protected abstract IReadOnlyList<(int Weight, Func<Chance, Task> Act)> Actions { get; }

    public void Start() => stage.Play(stage.Context(name), Play);

    /// <summary>Sends a request until it is answered, sometimes twice at once; whatever is told must be true.</summary>
    public async Task<T?> Ask<T>(Chance chance, string what, Func<Task<T>> request, Action<T>? told = null)
    {
        if (chance.Is(0.15)) Once().Ignore();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0) await Pause(chance.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(2)));
            if (await Once() is { } answer) return answer.Value;
        }

        stage.Unanswered.Add(async () => stage.Findings.Require(
            await Once() is not null, "healed", $"{what} of {name} is not answered though nothing fails any more."));
        return default;

        async Task<Answered<T>?> Once()
        {
            try
            {
                var answer = await request();
                stage.Tale?.TellCall($"{name}: {what} -> {Told.Of(answer)}");
                told?.Invoke(answer);
                return new(answer);
            }
            catch (Exception failed)
            {
                stage.Tale?.TellCall($"{name}: {what} -> {failed.Message}");
                if (!Failures.AreExpected(failed)) stage.Findings.Add("exception", $"{name}, {what}: {failed}");
                return null;
            }
        }
    }

    /// <summary>Sends a command; when it is accepted, this holds from now on.</summary>
    public Task<Outcome> Command(
        Chance chance, string what, Func<Task<Outcome>> command, Func<Checks.Watcher, bool>? holds = null) =>
        Ask(chance, what, command, outcome =>
        {
            if (outcome.IsDone && holds is not null) Promise($"{name} was told that {what} is done", holds);
        });

    public void Promise(string what, Func<Checks.Watcher, bool> holds) => stage.Promises.Add(what, holds);

    protected Task Pause(TimeSpan time) => Task.Delay(time, stage.Clock);

    /// <summary>Looks at an order and does something that it allows, or that it does not.</summary>
    protected async Task ActOn(KnownOrder order, Chance chance)
    {
        var view = await Ask(chance, $"view {order.Id}", () => Grains.Order(order.Id).View(Self));
        var isMine = role == Role.Operator || name == order.Buyer || name == order.Seller;
        stage.Findings.Require(view is null || isMine, "I16", $"{name} sees {order.Id}.");
        if (view is null) return;
        var allowed = view.AllowedActions.Where(action => OrderActions.Knows(action, stage)).ToArray();
        var action = allowed.Length > 0 && chance.Is(0.93)
            ? OrderActions.Draw(allowed, chance)
            : chance.Of(OrderActions.All);
        await OrderActions.Play(action, this, view, chance);
    }

    private async Task Play()
    {
        var total = Actions.Sum(action => action.Weight);
        for (var number = 0; number < stage.Plan.ActionsEach && stage.Findings.First is null; number++)
        {
            var chance = Chance.Of(stage.Plan.Seed, name, number);
            await Pause(Think(chance));
            if (stage.Plan.LeftOut.Contains($"{name}#{number}")) continue;
            var drawn = chance.Below(total);
            var act = Actions.First(action => (drawn -= action.Weight) < 0).Act;
            stage.Tale?.Tell($"** {name}#{number}");
            await act(chance);
        }
    }

    private static TimeSpan Think(Chance chance) => chance.Below(10) switch
    {
        < 6 => chance.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)),
        < 9 => chance.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
        _ => chance.Between(TimeSpan.FromMinutes(10), TimeSpan.FromDays(4)),
    };

    private sealed record Answered<T>(T Value);
}

using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Models;

/// <summary>Does each step of a random history on the running API and compares the answer, and what can be seen afterwards, with the model.</summary>
internal sealed class PeopleRun : IDisposable
{
    private readonly PeopleModel _model = new();
    private readonly KpmSystem _system;
    private readonly Person[] _people;
    private readonly List<(ApiClient Client, string Id)>[] _sessions = [.. Enumerable.Range(0, PeopleModel.People).Select(_ => new List<(ApiClient, string)>())];
    private readonly string[] _ids = new string[PeopleModel.People];
    private readonly Dictionary<(int, int), string> _keeps = [];

    private PeopleRun(KpmSystem system)
    {
        _system = system;
        _people = [.. Enumerable.Range(0, PeopleModel.People).Select(number => Person.New($"model{number}"))];
    }

    /// <summary>Runs a history on a system that has an admin already.</summary>
    /// <returns>How many steps were done: those that nobody can do at their time are left out.</returns>
    public static async Task<int> RunAsync(KpmSystem system, ApiClient admin, IReadOnlyList<PeopleStep> history)
    {
        using var run = new PeopleRun(system);
        await run.JoinAsync(admin);
        var done = 0;
        foreach (var step in history)
        {
            if (run.IsImpossible(step)) continue;
            await run.StepAsync(step, done++);
        }

        await run.CompareInTheEndAsync();
        return done;
    }

    public void Dispose()
    {
        foreach (var (client, _) in _sessions.SelectMany(sessions => sessions)) client.Dispose();
    }

    private string PasswordOf(int person) => $"model password {_model.PasswordNumbers[person]} of {person}";

    private async Task JoinAsync(ApiClient admin)
    {
        for (var number = 0; number < _people.Length; number++)
        {
            var registered = await admin.RegisterAsync(_people[number] with { Password = PasswordOf(number) });
            registered.ShouldBe(HttpStatusCode.Created);
            (await admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
            _ids[number] = registered.NewId;
            _model.Names[number] = _people[number].PublicName!;
        }
    }

    private bool IsImpossible(PeopleStep step) => step.Action is not (PeopleAction.LogIn or PeopleAction.LogInWrongly) && _model.SessionOf(step) is null;

    private async Task StepAsync(PeopleStep step, int number)
    {
        var password = PasswordOf(step.Person);
        var expected = _model.Apply(step);
        var answer = await SendAsync(step, password);
        var seen = answer.Code is { } code ? $"{(int)answer.Status} {code}" : ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        seen.Should().Be(expected, $"step {number} is {step}");
        await CompareAsync(step, number);
    }

    private async Task<ApiAnswer> SendAsync(PeopleStep step, string password)
    {
        var sessions = _sessions[step.Person];
        var client = sessions.Count > 0 ? sessions[step.Choice % sessions.Count].Client : null;
        var keep = _keeps.GetValueOrDefault(Pair(step)) ?? Guid.NewGuid().ToString();
        switch (step.Action)
        {
            case PeopleAction.LogIn:
                return await LogInAsync(step.Person, password);
            case PeopleAction.LogInWrongly:
                using (var stranger = _system.NewClient()) return await stranger.LogInAsync(_people[step.Person] with { Password = "not the password at all" });
            case PeopleAction.LogOut:
                return await client!.LogOutAsync();
            case PeopleAction.Refresh:
                return await client!.RefreshAsync();
            case PeopleAction.Revoke:
                return await client!.DeleteAsync($"/me/sessions/{sessions[step.Second % sessions.Count].Id}");
            case PeopleAction.ChangePassword:
                return await client!.PatchAsync("/me/change-password", new { old_password = password, new_password = $"model password {_model.PasswordNumbers[step.Person]} of {step.Person}" });
            case PeopleAction.ChangePasswordWrongly:
                return await client!.PatchAsync("/me/change-password", new { old_password = "wrong", new_password = "it does not come to this" });
            case PeopleAction.ChangeName:
                return await client!.PatchAsync("/me", new { public_name = PeopleModel.NameFor(step) });
            case PeopleAction.Leave:
                return await client!.DeleteAsync("/me");
            case PeopleAction.RequestKeep:
                var requested = await client!.PostAsync("/me/keeps", new { to_id = _ids[step.Other] });
                if (requested.Status == HttpStatusCode.Created) _keeps[Pair(step)] = requested.NewId;
                return requested;
            case PeopleAction.AcceptKeep:
                return await client!.PutAsync("/me/keeps/accept", new { keep_id = keep });
            default:
                return await client!.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = "" });
        }
    }

    private async Task<ApiAnswer> LogInAsync(int person, string password)
    {
        var client = _system.NewClient();
        var answer = await client.LogInAsync(_people[person] with { Password = password });
        var current = (await client.ItemsAsync("/me/sessions")).Single(session => session.GetProperty("is_current").GetBoolean());
        _sessions[person].Add((client, current.GetProperty("id").GetString()!));
        return answer;
    }

    /// <summary>What the person of the step sees: whether each session is open, the name, the keep.</summary>
    private async Task CompareAsync(PeopleStep step, int number)
    {
        for (var i = 0; i < _sessions[step.Person].Count; i++)
        {
            var me = await _sessions[step.Person][i].Client.GetAsync("/me");
            var isOpen = _model.Sessions[step.Person][i].IsOpen;
            me.Code.Should().Be(isOpen ? null : "invalid_token", $"session {i} after step {number}, {step}");
            if (!isOpen) continue;
            me.Json.GetProperty("public_name").GetString().Should().Be(_model.Names[step.Person]);
            if (_keeps.TryGetValue(Pair(step), out var keep))
                (await _sessions[step.Person][i].Client.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("state").GetString().Should().Be(_model.KeepOf(step.Person, step.Other)!.State);
        }
    }

    /// <summary>The lists, which follow in their own time.</summary>
    private async Task CompareInTheEndAsync()
    {
        for (var person = 0; person < _people.Length; person++)
        {
            (await LogInAsync(person, PasswordOf(person))).ShouldBe(HttpStatusCode.OK);
            _model.Sessions[person].Add(new ModelSession());
            var client = _sessions[person][^1].Client;
            (await client.CountAsync("/me/sessions")).Should().Be(_model.OpenSessionsOf(person));
            await Eventually.GetAsync(() => client.CountAsync("/me/keeps"), count => count == _model.KeepsOf(person), $"{_model.KeepsOf(person)} keeps of person {person}");
        }
    }

    private static (int, int) Pair(PeopleStep step) => (Math.Min(step.Person, step.Other), Math.Max(step.Person, step.Other));
}

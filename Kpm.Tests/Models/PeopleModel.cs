namespace Kpm.Tests.Models;

/// <summary>What a session is to the model.</summary>
internal sealed class ModelSession
{
    public bool IsOpen { get; set; } = true;

    public bool IsFresh { get; set; } = true;
}

/// <summary>What a keep is to the model.</summary>
internal sealed record ModelKeep(int Requester, int Requested, string State);

/// <summary>
/// The simple truth about a few people: their passwords, their sessions and who trusts whom. Says what the API must answer to each step, as
/// status and code, and changes accordingly.
/// </summary>
internal sealed class PeopleModel
{
    public const int People = 3;
    private const string Ok = "200";
    private const string NoContent = "204";
    private const string InvalidToken = "401 invalid_token";
    private readonly Dictionary<(int Low, int High), ModelKeep> _keeps = [];

    public List<ModelSession>[] Sessions { get; } = [.. Enumerable.Range(0, People).Select(_ => new List<ModelSession>())];

    public int[] PasswordNumbers { get; } = new int[People];

    public string[] Names { get; } = new string[People];

    /// <summary>The keep between two people that came last, if there ever was one.</summary>
    public ModelKeep? KeepOf(int one, int other) => _keeps.GetValueOrDefault(Pair(one, other));

    public int KeepsOf(int person) => _keeps.Values.Count(keep => keep.State != "removed" && (keep.Requester == person || keep.Requested == person));

    public int OpenSessionsOf(int person) => Sessions[person].Count(session => session.IsOpen);

    /// <summary>The session that a step uses; null when the person never logged in.</summary>
    public ModelSession? SessionOf(PeopleStep step) => At(step.Person, step.Choice);

    public ModelSession? SecondSessionOf(PeopleStep step) => At(step.Person, step.Second);

    /// <summary>What the API must answer, and what is true afterwards.</summary>
    public string Apply(PeopleStep step)
    {
        var mine = Sessions[step.Person];
        var session = SessionOf(step);
        switch (step.Action)
        {
            case PeopleAction.LogIn:
                mine.Add(new ModelSession());
                return Ok;
            case PeopleAction.LogInWrongly:
                return "401 bad_credentials";
            case PeopleAction.LogOut:
                session!.IsOpen = false;
                return NoContent;
            case PeopleAction.Refresh:
                session!.IsFresh &= !session.IsOpen;
                return session.IsOpen ? Ok : InvalidToken;
        }

        // The token is looked at before the session.
        var needsFreshToken = step.Action is PeopleAction.ChangePassword or PeopleAction.ChangePasswordWrongly or PeopleAction.Leave;
        if (needsFreshToken && !session!.IsFresh) return "401 stale_token";
        if (!session!.IsOpen) return InvalidToken;
        switch (step.Action)
        {
            case PeopleAction.Revoke:
                SecondSessionOf(step)!.IsOpen = false;
                return NoContent;
            case PeopleAction.ChangePasswordWrongly:
                return "401 bad_credentials";
            case PeopleAction.ChangePassword:
                PasswordNumbers[step.Person]++;
                foreach (var other in mine) other.IsOpen &= other == session;
                return NoContent;
            case PeopleAction.ChangeName:
                Names[step.Person] = NameFor(step);
                return NoContent;
            case PeopleAction.Leave:
                foreach (var other in mine) other.IsOpen = false;
                return "202";
            default:
                return ApplyToKeep(step);
        }
    }

    public static string NameFor(PeopleStep step) => $"Name {step.Choice} {step.Second}";

    private string ApplyToKeep(PeopleStep step)
    {
        var pair = Pair(step.Person, step.Other);
        var keep = _keeps.GetValueOrDefault(pair);
        switch (step.Action)
        {
            case PeopleAction.RequestKeep:
                if (step.Person == step.Other) return "400 keep_with_oneself";
                if (keep is null or { State: "removed" }) _keeps[pair] = new ModelKeep(step.Person, step.Other, "pending");
                return "201";
            case PeopleAction.AcceptKeep:
                if (keep is null) return "404 not_found";
                if (keep.Requested != step.Person) return "403 forbidden";
                if (keep.State == "removed") return "409 conflict";
                _keeps[pair] = keep with { State = "active" };
                return NoContent;
            case PeopleAction.DeclineKeep:
                if (keep is null) return "404 not_found";
                _keeps[pair] = keep with { State = "removed" };
                return NoContent;
            default:
                throw new InvalidOperationException($"No keep is concerned: {step.Action}.");
        }
    }

    private ModelSession? At(int person, int number) => Sessions[person] is { Count: > 0 } all ? all[number % all.Count] : null;

    private static (int Low, int High) Pair(int one, int other) => (Math.Min(one, other), Math.Max(one, other));
}

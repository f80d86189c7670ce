using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reactions.RowSources;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>Accounts and keeps with the reactions that keep their rows, started as the product routes events.</summary>
internal sealed class ProjectionWorld
{
    public static readonly Timestamp Now = new(1_800_000_000_000);
    private readonly ProjectKeepsOfUser _projectKeepsOfUser;
    private readonly TrackKeepClaim _trackClaim;

    public ProjectionWorld()
    {
        (ProjectUser, ProjectKeep) = Projections(new Rows());
        _projectKeepsOfUser = new ProjectKeepsOfUser(Followed.OfPeople, ProjectKeep);
        _trackClaim = new TrackKeepClaim(Keeps, Claims);
    }

    /// <summary>The lists.</summary>
    public sealed record Rows
    {
        public InMemoryKeepRows OfPeople { get; } = new();

        public InMemoryKeepDirectory Keeps { get; } = new();

        public InMemoryUserDirectory Users { get; } = new();
    }

    public InMemoryUsers Users { get; } = new();

    public InMemoryKeeps Keeps { get; } = new();

    public InMemoryClaims Claims { get; } = new();

    /// <summary>The lists that follow the events.</summary>
    public Rows Followed { get; private set; } = null!;

    public ProjectUser ProjectUser { get; }

    public ProjectKeep ProjectKeep { get; }

    public static UserId Person(int number) => DerivedId.From<UserId>($"{number}", "person");

    /// <summary>Lists that are made from what is stored now, page by page, each page twice as after a crash.</summary>
    public async Task<Rows> RebuildAsync()
    {
        var rows = new Rows();
        var (user, keep) = (new ProjectUser(Users, rows.Users), new ProjectKeep(Keeps, Users, rows.OfPeople, rows.Keeps));
        await Rebuilding.RunAsync(
            new RebuildUsers(new InMemoryIdPages<UserId>(() => Users.All.Select(account => account.Id)), user),
            new RebuildKeeps(new InMemoryIdPages<KeepId>(() => Keeps.All.Select(one => one.Id)), keep));
        return rows;
    }

    /// <summary>What an event starts.</summary>
    public IEnumerable<Func<Task>> ReactionsTo(DomainEvent happened) =>
        EventRouting.QueuesFor(CloudEvent.From(happened).GetProperty("type").GetString()!).Select(queue => ReactionOf(queue, happened)).OfType<Func<Task>>();

    private Func<Task>? ReactionOf(string queue, DomainEvent happened) => queue switch
    {
        QueueNames.UsersProject => () => ProjectUser.HandleAsync(EntityId.Parse<UserId>(happened.AggregateId), default),
        QueueNames.KeepsProjectOfUser => () => _projectKeepsOfUser.HandleAsync(EntityId.Parse<UserId>(happened.AggregateId), default),
        QueueNames.KeepsProject => () => ProjectKeep.HandleAsync(EntityId.Parse<KeepId>(happened.AggregateId), default),
        QueueNames.KeepsTrackClaim => () => _trackClaim.HandleAsync(EntityId.Parse<KeepId>(happened.AggregateId), default),
        _ => null,
    };

    private (ProjectUser User, ProjectKeep Keep) Projections(Rows rows)
    {
        Followed = rows;
        return (new ProjectUser(Users, rows.Users), new ProjectKeep(Keeps, Users, rows.OfPeople, rows.Keeps));
    }
}

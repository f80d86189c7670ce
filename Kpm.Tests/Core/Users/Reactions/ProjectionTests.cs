using CsCheck;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Tests.Core.Assets.Reactions;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>Rows that follow events are those that a rebuild makes of the aggregates.</summary>
public sealed class ProjectionTests
{
    private const int People = 3;
    private static readonly PageRequest All = new(1, PageRequest.MaximumSize);

    public enum Act
    {
        Register,
        Activate,
        Rename,
        Request,
        Accept,
        Decline,
    }

    /// <summary>What somebody does, to whom.</summary>
    public sealed record Step(Act Act, int By, int Other);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, People - 1], Gen.Int[0, People - 1], (act, by, other) => new Step(act, by, other));

    [Fact]
    public Task Given_AnyCommands_When_EventsComeInAnyOrderAndNumber_Then_TheRowsAreThoseOfARebuild() =>
        Gen.Select(Steps.Array[1, 20], Gen.ULong).SampleAsync(sample => RunAsync(sample.Item1, sample.Item2), iter: 2_000);

    /// <summary>The person changes after the keep's reaction has read them and before it writes the row.</summary>
    [Fact]
    public async Task Given_AProfileThatChangesWhileItsFirstRowIsMade_When_AllIsDone_Then_TheRowShowsTheNewOne()
    {
        var world = new ProjectionWorld();
        for (var person = 0; person < 2; person++) await DoAsync(world, new Step(Act.Register, person, 0), person);
        await DoAsync(world, new Step(Act.Request, 0, 1), 2);
        var keep = world.Keeps.All.Single().Id;
        world.Followed.OfPeople.BeforeAccess = async () =>
        {
            world.Followed.OfPeople.BeforeAccess = () => Task.CompletedTask;
            await DoAsync(world, new Step(Act.Rename, 0, 0), 3);
            foreach (var reaction in world.ReactionsTo(world.Users.Events[^1])) await reaction();
        };

        await world.ProjectKeep.HandleAsync(keep, default);

        world.Followed.OfPeople.All[(ProjectionWorld.Person(1), keep)].Requester.PublicName.Should().Be("name 3");
    }

    private static async Task RunAsync(Step[] steps, ulong seed)
    {
        var world = new ProjectionWorld();
        var interleaver = new Interleaver(seed);
        world.Users.BeforeAccess = world.Keeps.BeforeAccess = world.Followed.OfPeople.BeforeAccess = interleaver.PauseAsync;
        for (var person = 0; person < People; person++) Add(new Step(Act.Register, person, 0), person);
        for (var number = 0; number < steps.Length; number++) Add(steps[number], People + number);
        var (ofUsers, ofKeeps) = (0, 0);
        interleaver.Run(() =>
        {
            for (; ofUsers < world.Users.Events.Count; ofUsers++) React(world.Users.Events[ofUsers]);
            for (; ofKeeps < world.Keeps.Events.Count; ofKeeps++) React(world.Keeps.Events[ofKeeps]);
        });

        world.Users.BeforeAccess = world.Keeps.BeforeAccess = world.Followed.OfPeople.BeforeAccess = () => Task.CompletedTask;
        await ShouldBeSameAsync(world.Followed, await world.RebuildAsync());

        void Add(Step step, int number) => interleaver.Add(() => DoAsync(world, step, number));

        void React(DomainEvent happened)
        {
            foreach (var reaction in world.ReactionsTo(happened)) interleaver.Add(reaction);
        }
    }

    private static async Task DoAsync(ProjectionWorld world, Step step, int number)
    {
        var (by, other, at) = (ProjectionWorld.Person(step.By), ProjectionWorld.Person(step.Other), ProjectionWorld.Now + TimeSpan.FromSeconds(number));
        if (step.Act is Act.Register)
        {
            var facts = new Registration(Username.FromStored("abc"), EmailAddress.FromStored($"{step.By}@example.com"), null, "hash", new ReferralCode("kT4bW"), null, IsFirst: false);
            await world.Users.AddAsync(UserAccount.Register(by, facts, at), default);
        }
        else if (step.Act is Act.Activate or Act.Rename)
        {
            if (await world.Users.FindAsync(by, default) is not { } user) return;
            _ = step.Act is Act.Activate ? user.Activate(at) : user.Update(new Profile($"name {number}", null, null), at);
            await world.Users.SaveAsync(user, default);
        }
        else if (step.Act is Act.Request)
        {
            if (await world.Users.FindAsync(by, default) is null) return;
            var handler = new RequestKeepHandler(world.Keeps, world.Users, new ClaimDesk(world.Claims), world.Claims);
            await handler.HandleAsync(new RequestKeep(DerivedId.From<KeepId>($"{number}", "keep"), by, new KeepTarget.ById(other), $"by {number}", at), default);
        }
        else if (await world.Claims.FindAsync(TrustedKeep.PairOf(by, other), default) is { } pair)
        {
            var keep = EntityId.Parse<KeepId>(pair.Holder);
            if (step.Act is Act.Accept) await new AcceptKeepHandler(world.Keeps).HandleAsync(new AcceptKeep(keep, by, $"by {number}", null, at), default);
            else await new DeclineKeepHandler(world.Keeps).HandleAsync(new DeclineKeep(keep, by, "reason", null, at), default);
        }
    }

    /// <summary>Versions apart: an account counts changes that no row shows.</summary>
    private static async Task ShouldBeSameAsync(ProjectionWorld.Rows followed, ProjectionWorld.Rows rebuilt)
    {
        followed.OfPeople.All.ToDictionary(entry => entry.Key, entry => entry.Value with { Revision = 0 })
            .Should().Equal(rebuilt.OfPeople.All.ToDictionary(entry => entry.Key, entry => entry.Value with { Revision = 0 }));
        (await followed.Keeps.ListAsync(KeepOrder.CreatedTs, All, default)).Items.Should().Equal((await rebuilt.Keeps.ListAsync(KeepOrder.CreatedTs, All, default)).Items);
        var (users, expected) = (await followed.Users.ListAsync(All, default), await rebuilt.Users.ListAsync(All, default));
        users.Items.Select(row => row with { Roles = [] }).Should().Equal(expected.Items.Select(row => row with { Roles = [] }));
    }
}

using System.Collections.Immutable;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.User;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to invitations, and to the releases that invite.</summary>
internal sealed class InvitationQueues(QueueWorker worker, FollowInvitedRelease followRelease, TakeUpInvitation takeUp, JoinInvited join, MailInvitation mail, AdmitReceiver admit)
{
    [Function("FollowInvitedRelease")]
    public Task FollowReleaseAsync([ServiceBusTrigger(QueueNames.InvitationsFollowRelease, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ReleaseEvent>(QueueNames.InvitationsFollowRelease, message, (happened, token) => followRelease.HandleAsync(happened.Release, happened.RemovedInvitations, token), cancellationToken);

    [Function("TakeUpInvitation")]
    public Task TakeUpAsync([ServiceBusTrigger(QueueNames.InvitationsTakeUp, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserInvited>(QueueNames.InvitationsTakeUp, message, takeUp.HandleAsync, cancellationToken);

    [Function("JoinInvited")]
    public Task JoinAsync([ServiceBusTrigger(QueueNames.InvitationsJoin, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<InvitationAccepted>(QueueNames.InvitationsJoin, message, join.HandleAsync, cancellationToken);

    [Function("MailInvitation")]
    public Task MailAsync([ServiceBusTrigger(QueueNames.InvitationsMail, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SendInvitation>(QueueNames.InvitationsMail, message, mail.HandleAsync, cancellationToken);

    [Function("AdmitReceiver")]
    public Task AdmitAsync([ServiceBusTrigger(QueueNames.ReleasesAdmit, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<InvitationFulfilled>(QueueNames.ReleasesAdmit, message, (happened, token) => admit.HandleAsync(happened.Release, happened.Invitation, happened.By, token), cancellationToken);

    /// <summary>What events of a release say of its invitations; none where an event says nothing of them.</summary>
    internal sealed record ReleaseEvent(ReleaseId Release)
    {
        /// <summary>Invitations that it does not wait for any longer.</summary>
        public ImmutableArray<InvitationId> RemovedInvitations { get; init; } = [];
    }
}

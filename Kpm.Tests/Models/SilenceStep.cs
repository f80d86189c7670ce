using CsCheck;

namespace Kpm.Tests.Models;

/// <summary>What can happen around a silence.</summary>
internal enum SilenceAction
{
    HoursPass,
    MinutesPass,
    SomethingComesDue,
    ClockJumpsAhead,
    ClockJumpsBack,
    TimersRun,
    MessageArrives,
    MessageArrivesTwice,
    MessagesArrive,
    MailsAreSent,
    LogIn,
    Command,
    Look,
    CheckIn,
    Travel,
    KeeperPauses,
    KeeperAttests,
    KeeperWithdraws,
    Claim,
    OwnerCancels,
    ReceiverDeclines,
    KeepEnds,
    KeepBegins,
    AccountIsRemoved,
    FalseAlarm,
}

/// <summary>One step of a random history of a silence: what happens, and a number that says how much or which.</summary>
internal sealed record SilenceStep(SilenceAction Action, int Number)
{
    public static Gen<SilenceStep> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Frequency(
            (5, CsCheck.Gen.Const(SilenceAction.HoursPass)),
            (5, CsCheck.Gen.Const(SilenceAction.MinutesPass)),
            (30, CsCheck.Gen.Const(SilenceAction.SomethingComesDue)),
            (1, CsCheck.Gen.Const(SilenceAction.ClockJumpsAhead)),
            (1, CsCheck.Gen.Const(SilenceAction.ClockJumpsBack)),
            (60, CsCheck.Gen.Const(SilenceAction.TimersRun)),
            (150, CsCheck.Gen.Const(SilenceAction.MessageArrives)),
            (10, CsCheck.Gen.Const(SilenceAction.MessageArrivesTwice)),
            (60, CsCheck.Gen.Const(SilenceAction.MessagesArrive)),
            (30, CsCheck.Gen.Const(SilenceAction.MailsAreSent)),
            (1, CsCheck.Gen.Const(SilenceAction.LogIn)),
            (2, CsCheck.Gen.Const(SilenceAction.Command)),
            (1, CsCheck.Gen.Const(SilenceAction.Look)),
            (1, CsCheck.Gen.Const(SilenceAction.CheckIn)),
            (1, CsCheck.Gen.Const(SilenceAction.Travel)),
            (4, CsCheck.Gen.Const(SilenceAction.KeeperPauses)),
            (6, CsCheck.Gen.Const(SilenceAction.KeeperAttests)),
            (1, CsCheck.Gen.Const(SilenceAction.KeeperWithdraws)),
            (6, CsCheck.Gen.Const(SilenceAction.Claim)),
            (1, CsCheck.Gen.Const(SilenceAction.OwnerCancels)),
            (1, CsCheck.Gen.Const(SilenceAction.ReceiverDeclines)),
            (2, CsCheck.Gen.Const(SilenceAction.KeepEnds)),
            (3, CsCheck.Gen.Const(SilenceAction.KeepBegins)),
            (1, CsCheck.Gen.Const(SilenceAction.AccountIsRemoved)),
            (1, CsCheck.Gen.Const(SilenceAction.FalseAlarm))),
        CsCheck.Gen.Int[0, 1_000],
        (action, number) => new SilenceStep(action, number));
}

using CsCheck;

namespace Kpm.Tests.Models;

/// <summary>What somebody may do next.</summary>
internal enum PeopleAction
{
    LogIn,
    LogInWrongly,
    LogOut,
    Refresh,
    Revoke,
    ChangePassword,
    ChangePasswordWrongly,
    ChangeName,
    Leave,
    RequestKeep,
    AcceptKeep,
    DeclineKeep,
}

/// <summary>One step of a random history. Numbers are taken modulo what there is to choose from.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Person">Who does it.</param>
/// <param name="Other">Whom it concerns.</param>
/// <param name="Choice">Which of their sessions they use.</param>
/// <param name="Second">Which session it concerns.</param>
internal sealed record PeopleStep(PeopleAction Action, int Person, int Other, int Choice, int Second)
{
    public static Gen<PeopleStep> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Enum<PeopleAction>(),
        CsCheck.Gen.Int[0, PeopleModel.People - 1],
        CsCheck.Gen.Int[0, PeopleModel.People - 1],
        CsCheck.Gen.Int[0, 9],
        CsCheck.Gen.Int[0, 9],
        (action, person, other, choice, second) => new PeopleStep(action, person, other, choice, second));
}

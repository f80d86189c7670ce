using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;

namespace Kpm.Functions.Users;

/// <summary>How far the replacement of a person's key is.</summary>
/// <param name="UserId">Whose key.</param>
/// <param name="State">Whether it goes on: <c>under_way</c> or <c>done</c>.</param>
/// <param name="KeyVersion">The version that takes the place of all older ones.</param>
/// <param name="LastStepTs">When the last step was done; when it began if none is.</param>
/// <param name="Steps">The steps in their order.</param>
/// <param name="Links">Where this is.</param>
internal sealed record KeyRotationResponse(string UserId, string State, int KeyVersion, long LastStepTs, IReadOnlyList<KeyRotationStep> Steps, SelfLink Links)
{
    public static string PathOf(string user) => $"/users/{user}/key-rotation";

    public static KeyRotationResponse Of(KeyRotationView view)
    {
        var state = view.Rotation.State;
        return new KeyRotationResponse(
            state.User.ToString(),
            view.Rotation.IsComplete ? "done" : "under_way",
            state.KeyVersion,
            state.LastStepTs.UnixMilliseconds,
            [.. view.Steps.Select(step => new KeyRotationStep(step, view.Rotation.Has(step)))],
            new SelfLink(PathOf(state.User.ToString())));
    }
}

/// <param name="Name">A stable word.</param>
/// <param name="IsDone">Whether it was done.</param>
internal sealed record KeyRotationStep(string Name, bool IsDone);

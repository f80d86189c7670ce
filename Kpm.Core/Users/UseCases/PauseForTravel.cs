using Kpm.Core.Shared;
using Kpm.Core.Users.Life;

namespace Kpm.Core.Users.UseCases;

/// <summary>Says until when a person is travelling: until then their silence means nothing. The person calls it.</summary>
/// <param name="Person">Who.</param>
/// <param name="Until">Until when; null ends the pause.</param>
/// <param name="At">Now.</param>
public sealed record PauseForTravel(UserId Person, Timestamp? Until, Timestamp At);

public sealed class PauseForTravelHandler(SilenceDesk desk)
{
    /// <remarks>Error: <see cref="ValidationFailed"/>.</remarks>
    public async Task<Result> HandleAsync(PauseForTravel command, CancellationToken cancellationToken)
    {
        var paused = Result.Success;
        await desk.ChangeAsync(command.Person, known => paused = known.Pause(command.Until, command.At), command.At, cancellationToken);
        return paused;
    }
}

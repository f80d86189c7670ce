using System.Text.Json.Nodes;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>What makes of a release as an older version of the program wrote it one of the next version.</summary>
internal static class ReleaseUpcasts
{
    /// <summary>From version 1, which knew at most one date and one place, to a tree of conditions.</summary>
    public static void ToConditions(JsonObject state)
    {
        var leaves = new JsonArray();
        if (state["hasPlace"]?.GetValue<bool>() == true) leaves.Add(new JsonObject { ["type"] = "place", ["number"] = 0 });
        if (state["releaseTs"]?.GetValue<long>() is { } releaseTs) leaves.Add(new JsonObject { ["type"] = "date", ["instant"] = releaseTs });
        state["conditions"] = leaves.Count switch
        {
            0 => new JsonObject { ["type"] = "always" },
            1 => leaves[0]!.DeepClone(),
            _ => new JsonObject { ["type"] = "all", ["of"] = leaves },
        };
        state.Remove("hasPlace");
        state.Remove("releaseTs");
    }

    /// <summary>The content, from version 1, which knew one place, to several.</summary>
    public static void ToPlaces(JsonObject content)
    {
        if (content["place"]?.GetValue<string>() is { } place) content["places"] = new JsonArray(place);
        content.Remove("place");
    }

    /// <summary>The content, from version 2, which knew no receivers without an account.</summary>
    public static void ToInvited(JsonObject content) => content["invited"] = new JsonArray();
}

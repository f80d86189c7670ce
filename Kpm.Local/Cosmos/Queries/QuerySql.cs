using System.Globalization;
using Kpm.Local.Cosmos.Items;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Storage;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>
/// The SQL statement for one page of a query. Columns: the projection, rank and value of every sort key, then the document's sequence
/// number. Rows with equal sort values come by sequence number, backwards when the first key descends, as clients that merge expect.
/// </summary>
internal sealed class QuerySql
{
    private readonly ParsedQuery _query;
    private readonly CosmosContainer _container;
    private readonly SqlEmitter _emitter = new();
    private readonly List<ScalarSql> _keys;

    public QuerySql(ParsedQuery query, CosmosContainer container)
    {
        (_query, _container) = (query, container);
        Projection = new Projection(query, _emitter);
        _keys = query.OrderBy.Select(item => _emitter.Scalar(item.Path)).ToList();
    }

    public Projection Projection { get; }

    public IReadOnlyList<(string Name, object? Value)> Arguments => _emitter.Arguments;

    /// <summary>Number of the first column behind the projection.</summary>
    public int FirstKeyColumn => Projection.Columns.Count;

    public int SequenceColumn => FirstKeyColumn + (2 * _keys.Count);

    private bool Backwards => _query.OrderBy is [{ Descending: true }, ..];

    public string Page(QueryScope scope, IReadOnlyList<QueryPosition> positions, long limit, long offset)
    {
        var comparisons = IndexRules.RequiredComparisons(_query.Where).Select(found => (Found: found, Index: PathIndexes.Find(_container, found.Path))).Where(hint => hint.Index is not null).ToList();
        List<string> conditions = [$"d.container = {Number(_container.Number)}", DocumentTable.NotExpired(_container)];
        var source = "documents d";
        if (scope.PartitionKey is { } key)
        {
            conditions.Add($"d.pk = {_emitter.Bind(key.Canonical)}");
        }
        else
        {
            conditions.Add($"d.range = {Number(scope.Range)}");
            if (comparisons.Count > 0) source += $" INDEXED BY {comparisons[0].Index}";
            foreach (var (found, _) in comparisons) conditions.Add($"{JsonPath.Extract("d.body", found.Path)} {found.Operator} {_emitter.Scalar(found.Constant).Value}");
        }

        if (_query.Where is not null) conditions.Add(_emitter.Condition(_query.Where));
        conditions.AddRange(_query.OrderBy.Select((item, index) => (item, index)).Where(key => !SortsUndefined(key.item)).Select(key => $"{_keys[key.index].Rank} <> 0"));
        conditions.AddRange(positions.Select(position => Behind(position, 0)));
        List<string> columns = [.. Projection.Columns, .. _keys.SelectMany(key => new[] { key.Rank, key.Value }), _query.IsCount ? "0" : "d.seq"];
        var sql = $"SELECT {string.Join(", ", columns)} FROM {source} WHERE {string.Join(" AND ", conditions)}";
        return _query.IsCount ? sql : $"{sql} ORDER BY {Order()} LIMIT {Number(limit)} OFFSET {Number(offset)}";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private bool SortsUndefined(OrderItem item) => _query.OrderBy.Count > 1 || _container.Indexing.IncludesByName(item.Path.PolicyPath!);

    private string Order()
    {
        var parts = _keys.Zip(_query.OrderBy, (key, item) => item.Descending ? $"{key.Rank} DESC, {key.Value} DESC" : $"{key.Rank}, {key.Value}");
        return string.Join(", ", parts.Append(Backwards ? "d.seq DESC" : "d.seq"));
    }

    // Behind the position by key 'index', or equal in it and behind by the keys that follow.
    private string Behind(QueryPosition position, int index)
    {
        if (index == _keys.Count) return Tie(position);
        var (key, at) = (_keys[index], position.Values[index]);
        var (rank, value) = (Number(at.Rank), _emitter.Bind(at.Value));
        var direction = _query.OrderBy[index].Descending ? "<" : ">";
        var behind = $"{key.Rank} {direction} {rank} OR ({key.Rank} = {rank} AND {key.Value} {direction} {value})";
        return $"({behind} OR ({key.Rank} = {rank} AND {key.Value} IS {value} AND {Behind(position, index + 1)}))";
    }

    private string Tie(QueryPosition position) => position.Ties switch
    {
        Ties.After => $"d.seq {(Backwards ? "<" : ">")} {Number(position.Sequence)}",
        Ties.From => $"d.seq {(Backwards ? "<=" : ">=")} {Number(position.Sequence)}",
        Ties.Include => "1",
        _ => "0",
    };
}

using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class ReplayOnSqliteTests : ReplayOnDatabase
{
    private readonly string file;

    public ReplayOnSqliteTests()
        : this(Path.Combine(Path.GetTempPath(), $"journal-{Guid.NewGuid():N}.db"))
    {
    }

    private ReplayOnSqliteTests(string file)
        : base("SQLite.MS", $"Data Source={file}") => this.file = file;

    [Fact]
    public override void Acknowledged_steps_survive_and_learning_goes_on_from_the_checkpoint() => base.Acknowledged_steps_survive_and_learning_goes_on_from_the_checkpoint();

    [Fact]
    public override void A_process_of_an_older_epoch_is_fenced_out_and_says_so() => base.A_process_of_an_older_epoch_is_fenced_out_and_says_so();

    protected override void AfterAll()
    {
        base.AfterAll();
        File.Delete(file);
    }
}

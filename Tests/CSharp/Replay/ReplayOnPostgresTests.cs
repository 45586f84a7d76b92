using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

[Collection(PostgresServer.Collection)]
public sealed class ReplayOnPostgresTests(PostgresServer server) : ReplayOnDatabase("PostgreSQL.15", PostgresServer.Missing is null ? server.CreateDatabase().GetAwaiter().GetResult() : "")
{
    [PostgresFact]
    public override void Acknowledged_steps_survive_and_learning_goes_on_from_the_checkpoint() => base.Acknowledged_steps_survive_and_learning_goes_on_from_the_checkpoint();

    [PostgresFact]
    public override void A_process_of_an_older_epoch_is_fenced_out_and_says_so() => base.A_process_of_an_older_epoch_is_fenced_out_and_says_so();
}

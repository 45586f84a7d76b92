using System.IO.Compression;
using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Environments;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using AkkaDreamer.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AkkaDreamer.Tests.Repairing;

/// <summary>
/// Run folders that older commits wrote (<c>Golden/run-of-COMMIT.zip</c>; dreamer-v3 of size debug on the counter task, 400 steps) go on with this one; what a newer version wrote is refused with the version that it needs.
/// </summary>
public sealed class OldRunTests : IDisposable
{
    private readonly RunFolder folder = TestRuns.Folder();

    public void Dispose() => Directory.Delete(folder.Path, recursive: true);

    // 494377a: facts without checksums, no spaces.json.
    [Theory]
    [InlineData("494377a")]
    public async Task A_run_of_an_older_commit_is_whole_acts_and_goes_on(string commit)
    {
        Unpack(commit);
        var found = RunInspection.Of(folder, new JournalOptions());
        Assert.True(found.IsWhole);
        Assert.Equal(400, found.Log.Steps);
        using (var policy = Policy.Load(folder.Path)) Assert.Equal(policy.Spaces.Actions.Size, policy.Act(Observation.Of(new float[6])).Length);

        var (code, output, error) = await Run($"train --run {folder.Path} --steps 600");
        Assert.True(code == ExitCode.Done, output + error);
        found = RunInspection.Of(folder, new JournalOptions());
        Assert.True(found.IsWhole);
        Assert.Equal((600, 2), (found.Log.Steps, found.Log.Epoch));
        Assert.Empty(CounterAudit.Faults(folder, found));
        Assert.InRange(found.WholeCheckpoints[^1].Cut.Update, 38, long.MaxValue);
    }

    [Fact]
    public async Task A_fact_of_a_newer_version_is_refused_and_named()
    {
        Unpack("494377a");
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false }.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE journal SET manifest = 'chunks-stored/9' WHERE sequence_number = (SELECT max(sequence_number) FROM journal WHERE manifest = 'chunks-stored/1')";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        var (code, _, error) = await Run($"train --run {folder.Path} --steps 600");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("No codec reads 'chunks-stored/9': it was written by a newer version of AkkaDreamer", error);
        Assert.Contains("'chunks-stored/9' was written by a newer version", Assert.Throws<ConfigurationException>(() => RunRepair.Repair(folder, new JournalOptions())).Message); // and not cut off
        Assert.InRange(RunInspection.Of(folder, new JournalOptions()).Log.Steps, 0, 399);
    }

    [Fact]
    public async Task A_configuration_of_a_newer_format_is_refused_with_its_number()
    {
        Unpack("494377a");
        File.WriteAllText(folder.Config, File.ReadAllText(folder.Config).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
        var (code, _, error) = await Run($"train --run {folder.Path} --steps 600");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("has format 2; this version reads format 1", error);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await CommandLine.RunAsync(line.Split(' '), Terminal.Of(output, error)), output.ToString(), error.ToString());
    }

    private void Unpack(string commit) => ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Repairing", "Golden", $"run-of-{commit}.zip"), folder.Path);
}

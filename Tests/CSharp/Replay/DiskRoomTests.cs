using AkkaDreamer.Actors.Replay;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class DiskRoomTests
{
    [Fact]
    public void A_checkpoint_larger_than_its_disk_is_refused_before_it_is_written()
    {
        DiskRoom.Ask(Path.GetTempPath(), 0);
        var refused = Assert.Throws<IOException>(() => DiskRoom.Ask(Path.GetTempPath(), 1L << 60));
        Assert.StartsWith("the disk is full", refused.Message, StringComparison.Ordinal);
        Assert.True(StorageFault.IsOfTheDisk(refused));
    }
}

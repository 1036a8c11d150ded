using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Trees;

public sealed class GoModeTests
{
    [Theory]
    [InlineData("100644", 420u, NodeType.File)]
    [InlineData("104755", 8389101u, NodeType.File)]
    [InlineData("102755", 4194797u, NodeType.File)]
    [InlineData("040755", 2147484141u, NodeType.Folder)]
    [InlineData("041777", 2148532735u, NodeType.Folder)]
    [InlineData("120777", 134218239u, NodeType.Link)]
    [InlineData("020666", 69206454u, NodeType.CharacterDevice)]
    [InlineData("060600", 67109248u, NodeType.BlockDevice)]
    [InlineData("010640", 33554848u, NodeType.Fifo)]
    [InlineData("140755", 16777709u, NodeType.Socket)]
    [InlineData("000644", 524708u, NodeType.Unknown)]
    public void Is_gos_mode_for_each_kind(string stMode, uint mode, NodeType type)
    {
        var octal = Convert.ToUInt32(stMode, 8);

        Assert.Equal(mode, GoMode.FromStat(octal));
        Assert.Equal(type, GoMode.TypeOf(octal));
    }

    [Fact]
    public void Gives_chmod_back_all_twelve_bits()
    {
        for (var bits = 0u; bits < 4096; bits++) Assert.Equal(bits, GoMode.ToPermissions(GoMode.FromStat(0x4000 | bits)));
    }
}

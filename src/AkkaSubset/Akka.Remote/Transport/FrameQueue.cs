using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Akka.Remote.Transport;

/// <summary>Frames that wait to be written, packed into pieces that are written in one go. Not safe for use by two threads.</summary>
internal sealed class FrameQueue
{
    private const int PieceBytes = 64 * 1024;
    private const int HeadBytes = sizeof(int) + 1;

    private readonly LinkedList<Piece> _pieces = new();

    public long Bytes { get; private set; }
    public int Count { get; private set; }

    /// <summary>What a frame of that message takes, with its kind and without its length.</summary>
    public static int SizeOf(IMessage body) => 1 + body.CalculateSize();

    public void Add(FrameKind kind, IMessage body)
    {
        var size = body.CalculateSize();
        var piece = Room(HeadBytes + size);
        var place = piece.Bytes.AsSpan(piece.Length, HeadBytes + size);
        BinaryPrimitives.WriteInt32BigEndian(place, 1 + size);
        place[sizeof(int)] = (byte)kind;
        body.WriteTo(place[HeadBytes..]);
        piece.Length += place.Length;
        piece.Count++;
        Bytes += place.Length;
        Count++;
    }

    /// <summary>The oldest frames; the taker gives the piece back to the pool.</summary>
    public Piece Take()
    {
        if (_pieces.First is not { Value: var piece })
            return null;
        _pieces.RemoveFirst();
        Bytes -= piece.Length;
        Count -= piece.Count;
        return piece;
    }

    /// <summary>Takes all of another queue's frames behind its own.</summary>
    public void Append(FrameQueue later)
    {
        while (later.Take() is { } piece)
        {
            _pieces.AddLast(piece);
            Bytes += piece.Length;
            Count += piece.Count;
        }
    }

    public void Clear()
    {
        while (Take() is { } piece)
            piece.GiveBack();
    }

    private Piece Room(int bytes)
    {
        if (_pieces.Last is { Value: var last } && last.Bytes.Length - last.Length >= bytes)
            return last;
        var piece = new Piece(ArrayPool<byte>.Shared.Rent(Math.Max(PieceBytes, bytes)));
        _pieces.AddLast(piece);
        return piece;
    }

    internal sealed class Piece(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;
        public int Length { get; set; }
        public int Count { get; set; }

        public void GiveBack() => ArrayPool<byte>.Shared.Return(Bytes);
    }
}

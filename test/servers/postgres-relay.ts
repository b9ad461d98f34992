/** A relay before a PostgreSQL server on loopback that counts its answers, and can cut one off or spoil what it says. */
import { type AddressInfo, type Socket, connect as dial, createServer } from 'node:net';

export interface PostgresRelay {
  readonly url: string;
  /** Answers that came through, logins too: each ends with ReadyForQuery (docs/current/protocol-message-formats). */
  readonly answers: number;
  /** From now on so many answers come through; the next one loses its end, as does each after it. Null: all come through. */
  cutAfter(answers: number | null): void;
  /** Rows of one column that is a number come as something else. */
  spoilNumbers(spoil: boolean): void;
  close(): Promise<void>;
}

const READY = 'Z'.charCodeAt(0);
const ROW = 'D'.charCodeAt(0);

export async function startPostgresRelay(port: number): Promise<PostgresRelay> {
  const sockets = new Set<Socket>();
  let answers = 0;
  let last: number | null = null;
  let isSpoiling = false;

  /** Null: here it is cut off. */
  function passed(message: Buffer): Buffer | null {
    if (message[0] === ROW && isSpoiling) return spoiled(message);
    if (message[0] !== READY) return message;
    if (last !== null && answers >= last) return null;
    answers += 1;
    return message;
  }

  const server = createServer((client) => {
    const upstream = dial(port, '127.0.0.1');
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Else each question waits for the other side to acknowledge the one before.
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (data) => upstream.write(data));
    let rest: Buffer = Buffer.alloc(0);
    upstream.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      const through: Buffer[] = [];
      // A type, then the length of what follows, itself counted in.
      while (rest.length >= 5 && rest.length >= 1 + rest.readUInt32BE(1)) {
        const length = 1 + rest.readUInt32BE(1);
        const message = passed(rest.subarray(0, length));
        rest = rest.subarray(length);
        if (message === null) {
          client.end(Buffer.concat(through));
          upstream.destroy();
          return;
        }
        through.push(message);
      }
      client.write(Buffer.concat(through));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get answers() {
      return answers;
    },
    cutAfter(more) {
      last = more === null ? null : answers + more;
    },
    spoilNumbers(spoil) {
      isSpoiling = spoil;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** DataRow: type, length, number of columns, and for each its length and its text. */
function spoiled(message: Buffer): Buffer {
  const text = message.subarray(11);
  if (message.readUInt16BE(5) !== 1 || !/^\d+$/.test(text.toString('latin1'))) return message;
  return Buffer.concat([message.subarray(0, 11), Buffer.alloc(text.length, 'x')]);
}

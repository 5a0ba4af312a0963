// npm runs us as a grandchild: npm, a shell, node. Asked to end by a supervisor that knows only npm's process id, npm
// passes the signal to the shell and both are gone, while node would go on with another parent, its port taken.
const EVERY_MS = 300;

/** Under npm: once the process that started us has ended, ends this one as a SIGTERM would. */
export function endWithParent() {
  if (process.env.npm_execpath === undefined && process.env.npm_command === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  timer.unref();
}

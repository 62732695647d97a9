/**
 * A cell that defines `memory()`: what the user's session keeps of itself and shows to the user. `None` for a value
 * means that nothing is there.
 */
export const MEMORY = `
def memory():
    import builtins, sys
    shell = get_ipython()
    history = shell.history_manager
    history.writeout_cache()
    return {
        "last": [repr(shell.user_ns.get(name)) for name in ("_", "__", "___", "_i", "_ii")],
        "out": sorted(shell.user_ns["Out"]),
        "in": list(shell.user_ns["In"]),
        "count": shell.execution_count,
        "history": [list(row) for row in history.get_range(0)],
        "database": [list(row[1:]) for row in history.get_tail(50, include_latest=True) if row[0] == history.session_number],
        "error": [id(getattr(sys, name, None)) for name in ("last_type", "last_value", "last_traceback", "last_exc")],
        "who": shell.run_line_magic("who_ls", ""),
        "names": sorted(shell.user_ns),
        "builtins": sorted(name for name in vars(builtins) if not name.startswith("__jupyterlab_models_")),
        "modules": sorted(sys.modules),
    }
`;

/** What \`memory()\` gives. */
export interface IMemory {
  readonly last: string[];
  readonly out: number[];
  readonly in: string[];
  readonly count: number;
  readonly history: unknown[];
  readonly database: unknown[];
  readonly error: number[];
  readonly who: string[];
  readonly names: string[];
  readonly builtins: string[];
  readonly modules: string[];
}

"""A kernel of another language, in ten lines."""

from typing import Any, ClassVar

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class Upper(Kernel):  # type: ignore[misc]
    """Answers in capitals."""

    implementation, implementation_version, banner = "upper", "1", ""
    language_info: ClassVar = {"name": "upper", "mimetype": "text/plain", "file_extension": ".up"}

    def do_execute(self, code: str, silent: bool, *_: Any, **__: Any) -> dict[str, Any]:
        if not silent:
            self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": code.upper()})
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}


if __name__ == "__main__":
    IPKernelApp.launch_instance(kernel_class=Upper)

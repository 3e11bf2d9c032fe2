"""A standalone Spark cluster on this machine: a master and two workers, each a process of its own."""

import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Six processes of Java that live for seconds: to compile their code well takes longer than to run it."""


@contextmanager
def spark_cluster(folder):
    """Starts the cluster; what it writes goes to `folder` → a session on it."""
    import pyspark
    from pyspark.sql import SparkSession

    home = Path(pyspark.__file__).parent
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)  # which one the workers are told to use
        patch.setenv("JAVA_TOOL_OPTIONS", SHORT_LIVED)
        log = folder / "master.log"
        _start(stack, home, folder, log, "master.Master", "--port", "0", "--webui-port", "0")
        address = _wait(log, r"(spark://127\.0\.0\.1:\d+)")
        for number in (1, 2):
            own = folder / f"worker-{number}.log"
            given = ("--cores", "1", "--memory", "1g", "--port", "0", "--webui-port", "0", "--work-dir")
            _start(stack, home, folder, own, "worker.Worker", *given, str(folder / f"work-{number}"), address)
            _wait(own, "(Successfully registered with master)")
        session = (
            SparkSession.builder.master(address)
            .appName("rapport tests")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.memory", "700m")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.local.dir", str(folder))
            .getOrCreate()
        )
        stack.callback(session.stop)
        yield session


def _start(stack, home, folder, log, what, *words):
    command = [
        "java",
        "-Xmx512m",
        "-cp",
        f"{home}/jars/*",
        f"org.apache.spark.deploy.{what}",
        "--host",
        "127.0.0.1",
    ]
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_SCALA_VERSION": "2.13",  # asked for by workers that no script of Spark's has started
        "PYSPARK_PYTHON": sys.executable,
    }
    with log.open("w") as out:
        process = subprocess.Popen([*command, *words], stdout=out, stderr=out, cwd=folder, env=environment)
    stack.callback(_end, process)


def _end(process):
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(log, pattern):
    for _ in range(600):
        if found := re.search(pattern, log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"{log.name} never said {pattern}:\n{log.read_text()}")

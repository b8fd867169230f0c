"""Every option of the ``[domino]`` section: its type, default and meaning, in one place.

The provider information that Airflow reads (``airflow config list``) and the option reference in the
documentation are made from `OPTIONS`; `domino_plugin.settings` gives their values.
"""

from __future__ import annotations

from dataclasses import dataclass

SECTION = "domino"


@dataclass(frozen=True)
class Option:
    """One option: its name, type as Airflow names it, default as text and a one-line meaning."""

    name: str
    type: str
    default: str
    meaning: str


OPTIONS: tuple[Option, ...] = (
    Option(
        "storage_root",
        "string",
        "",
        "The shared storage: the files Pieces pass on, and the installed repositories. A folder that every "
        "component sees, or s3://BUCKET/PREFIX. Default: domino/storage in the Airflow home.",
    ),
    Option(
        "s3_endpoint",
        "string",
        "",
        "Address of the S3 service, such as https://minio.example.com:9000. Default: endpoint_url of the "
        "connection, else Amazon's.",
    ),
    Option(
        "s3_connection",
        "string",
        "",
        "Airflow connection with the credentials for S3: login and password are the access key and its "
        "secret, the extra may hold endpoint_url, region_name, aws_session_token and verify. Default: "
        "what boto3 finds itself, such as the role of the machine.",
    ),
    Option(
        "s3_checksum",
        "string",
        "crc32",
        "Checksum that S3 verifies at each upload, and Domino at each download: crc32, sha256, or none for a "
        "service that knows no checksums.",
    ),
    Option(
        "storage_patience",
        "integer",
        "120",
        "Seconds for which a task tries again while S3 can't be reached; after that it fails, and Airflow's "
        "retries begin.",
    ),
    Option(
        "storage_cache",
        "string",
        "",
        "Folder in which a worker keeps the files of a Piece while it runs, and archives of repositories, if "
        "the shared storage is S3. Default: domino/cache in the Airflow home.",
    ),
    Option(
        "retention_days",
        "integer",
        "0",
        "Days after which the files of a run are deleted from the shared storage: this or retention_runs "
        "above 0 switches on the DAG domino_maintenance. 0 keeps them.",
    ),
    Option(
        "retention_runs",
        "integer",
        "0",
        "Latest runs of each workflow that keep their files in the shared storage. 0 keeps all.",
    ),
    Option(
        "retention_schedule",
        "string",
        "0 3 * * *",
        "When the DAG domino_maintenance runs: a cron expression, in UTC.",
    ),
    Option(
        "environments_root",
        "string",
        "",
        "Folder in which a worker keeps the Pieces' virtual environments, and uv's cache unless UV_CACHE_DIR "
        "is set. Default: domino/environments in the Airflow home.",
    ),
    Option(
        "dags_subfolder",
        "string",
        "domino",
        "Folder below the dags folder that receives the generated DAG files.",
    ),
    Option(
        "default_workspace_role",
        "string",
        "write",
        "Role that every signed-in user has in the default workspace without being its member: "
        "read, write, admin, owner or none.",
    ),
    Option(
        "local_repository_folders",
        "string",
        "",
        "Comma-separated folders of the webserver below which Piece repositories may be installed from a "
        "path or a file URL. Default: pieces in the Airflow home.",
    ),
    Option(
        "fetch_timeout",
        "integer",
        "120",
        "Seconds that fetching a Piece repository may take.",
    ),
    Option(
        "fetch_max_megabytes",
        "integer",
        "200",
        "Megabytes that a fetched Piece repository may have.",
    ),
    Option(
        "request_max_megabytes",
        "integer",
        "16",
        "Megabytes that the body of a REST request may have.",
    ),
    Option(
        "upload_max_megabytes",
        "integer",
        "1000",
        "Megabytes that a file uploaded to a workspace may have.",
    ),
    Option(
        "workspace_files_max_megabytes",
        "integer",
        "10000",
        "Megabytes that all files uploaded to a workspace may have together.",
    ),
    Option(
        "build_queue",
        "string",
        "",
        "Airflow queue on which environments are built. Default: the default queue.",
    ),
    Option(
        "environment_build_timeout",
        "integer",
        "1800",
        "Seconds that building an environment may take.",
    ),
    Option(
        "piece_python",
        "string",
        "3.10",
        "Python version of the Pieces' environments: the one of the original runtime images. Where it "
        "can't be had, the nearest installed one is used and the log says so. A dependency group may ask for "
        "another.",
    ),
    Option(
        "piece_python_download",
        "boolean",
        "False",
        "Whether uv may download that Python where it isn't installed.",
    ),
    Option(
        "package_index",
        "string",
        "",
        "Address of the package index that environments are built from; it may hold credentials. Default: "
        "what UV_DEFAULT_INDEX or PIP_INDEX_URL say, else PyPI.",
    ),
    Option(
        "wheel_folder",
        "string",
        "",
        "Folder with wheels that environments are built from, besides the package index.",
    ),
    Option(
        "packages_offline",
        "boolean",
        "False",
        "Whether environments are built without network, from wheel_folder and uv's cache alone.",
    ),
    Option(
        "environments_max_megabytes",
        "integer",
        "0",
        "Megabytes that a worker's environments, unpacked repositories and uv's cache beside them may take. "
        "Where they take more after a build, the cache is deleted, then what was used longest ago. 0 keeps "
        "all.",
    ),
    Option(
        "environments_days",
        "integer",
        "0",
        "Days after which an unused environment or unpacked repository is deleted, at the next build. 0 "
        "keeps all.",
    ),
    Option(
        "path_isolation",
        "string",
        "auto",
        "How a virtualenv Piece sees the shared storage: namespace (mounted at /home/shared_storage), "
        "mapping (paths rewritten in inputs and outputs) or auto.",
    ),
    Option(
        "runtimes",
        "string",
        "docker, virtualenv",
        "Where Pieces may run, comma-separated: docker, virtualenv. What isn't named is forbidden, whatever "
        "workflows choose.",
    ),
    Option(
        "docker_url",
        "string",
        "",
        "Address of the Docker engine that workers use, such as unix:///var/run/docker.sock. Default: the "
        "variable DOCKER_HOST, else that socket.",
    ),
    Option(
        "docker_network",
        "string",
        "",
        "Network that containers join: a name, host or none. Default: the engine's own.",
    ),
    Option(
        "docker_pull",
        "string",
        "missing",
        "When images are pulled: missing (those the engine doesn't have), always or never.",
    ),
    Option(
        "docker_registries",
        "string",
        "",
        "Comma-separated Airflow Connections of type Docker with the logins of private registries: each is "
        "used for images of the registry that its host names.",
    ),
    Option(
        "docker_volumes",
        "string",
        "",
        "Comma-separated mounts that every container gets besides, each as /path/on/the/machine:"
        "/path/in/the/container, with :ro at the end if it is only to be read.",
    ),
    Option(
        "docker_environment",
        "string",
        "",
        "Variables that every container gets besides, as a JSON object of texts. Whoever may ask the engine "
        "can read them: they are no place for secrets.",
    ),
    Option(
        "docker_host_paths",
        "string",
        "",
        "Where folders of the workers lie on the engine's machine, comma-separated, each as "
        "/path/of/the/worker:/path/of/the/machine. Needed only where workers run in containers of another "
        "engine, or on another machine; of their own engine's they find out. What none of these folders "
        "holds is copied into the containers.",
    ),
)

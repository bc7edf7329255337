from pathlib import Path

import pytest

from huban_bringup.core.process_table import read_table
from huban_bringup.core.types import LaunchFileError, ProcessTable


class InstalledPackages:
    """Every package is installed in /opt/<package>, and has any executable but `ghost`; parameters are in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prefix(self, package: str) -> Path:
        return Path("/opt") / package

    def share(self, package: str) -> Path:
        return self._folder / package

    def executable(self, package: str, name: str) -> Path:
        if name == "ghost":
            raise ValueError(f"the package {package} has no executable ghost")
        return self.prefix(package) / name


@pytest.fixture
def read(tmp_path):
    def read_text(body: str, environment: dict[str, str] | None = None, **arguments: str) -> ProcessTable:
        file = tmp_path / "x.launch.xml"
        file.write_text(f"<launch>\n{body}\n</launch>", encoding="utf-8")
        return read_table(file, InstalledPackages(tmp_path), arguments, environment or {})

    return read_text


def test_a_node_becomes_its_executable_with_ros_arguments(read):
    (process,) = read('<node pkg="p" exec="speech" respawn="true" respawn_delay="1.5"/>').processes
    assert process.command == ("/opt/p/speech", "--ros-args", "--disable-external-lib-logs", "-r", "__node:=speech")
    assert (process.name, process.is_node, process.respawn, process.respawn_delay_s) == ("speech", True, True, 1.5)


def test_single_parameters_follow_files_and_name_their_node_so_that_they_win(read, tmp_path):
    (tmp_path / "p").mkdir()
    file = tmp_path / "p/n.yaml"
    file.touch()
    body = """
    <set_parameter name="use_sim_time" value="true"/>
    <node pkg="p" exec="e" name="n"><param name="a" value="5"/><param from="$(find-pkg-share p)/n.yaml"/></node>
    """
    command = read(body).processes[0].command
    assert command[5:] == ("-p", "n:use_sim_time:=true", "--params-file", str(file), "-p", "n:a:=5")


def test_a_parameter_of_type_str_stays_a_string_whatever_it_looks_like(read):
    body = '<node pkg="p" exec="e"><param name="a" value="$(var v)" type="str"/></node>'
    assert read(f'<arg name="v" default=""/>{body}').processes[0].command[-1] == 'e:a:=""'
    assert read(f'<arg name="v" default="1"/>{body}').processes[0].command[-1] == 'e:a:="1"'
    assert read(f'<arg name="v" default="厨房: 1"/>{body}').processes[0].command[-1] == 'e:a:="厨房: 1"'


def test_remappings_and_arguments_reach_the_command_line(read):
    (process,) = read('<node pkg="p" exec="e" args="--x \'1 2\'"><remap from="a" to="/b"/></node>').processes
    assert process.command[1:3] == ("--x", "1 2")
    assert process.command[-2:] == ("-r", "a:=/b")


def test_an_executable_is_any_program_with_its_environment_and_folder(read):
    body = '<executable cmd="python3 -m \'a b\'" cwd="/tmp"><env name="HUBAN_READY_PORT" value="8080"/></executable>'
    (process,) = read(body).processes
    assert process.command == ("python3", "-m", "a b")
    assert (process.name, process.is_node, process.folder, process.ready_port) == ("python3", False, Path("/tmp"), 8080)


def test_arguments_take_the_users_value_or_their_default(read):
    body = '<arg name="app_port" default="8080"/><executable name="a" cmd="serve $(var app_port)"/>'
    assert read(body).processes[0].command == ("serve", "8080")
    table = read(body, app_port="9000")
    assert table.processes[0].command == ("serve", "9000")
    assert table.ports == {"app_port": 9000}


def test_an_argument_without_default_must_be_given(read):
    with pytest.raises(LaunchFileError, match=r"x\.launch\.xml:2: 'who' has no default.*who:=VALUE"):
        read('<arg name="who"/>')


def test_an_unknown_argument_is_refused_with_the_nearest_name(read):
    with pytest.raises(LaunchFileError, match="no launch argument 'languge'; try language"):
        read('<arg name="language" default="en"/>', languge="zh-CN")


@pytest.mark.parametrize("port", ["0", "65536", "80a", "-1", ""])
def test_an_argument_that_ends_in_port_must_be_one(read, port):
    with pytest.raises(LaunchFileError, match="app_port must be a port"):
        read('<arg name="app_port" default="8080"/>', app_port=port)


def test_conditions_decide_whether_an_action_happens(read):
    body = """
    <arg name="sim" default="true"/>
    <executable name="a" cmd="a" if="$(var sim)"/>
    <executable name="b" cmd="b" unless="$(var sim)"/>
    """
    assert [process.name for process in read(body).processes] == ["a"]
    assert [process.name for process in read(body, sim="false").processes] == ["b"]


def test_what_a_group_sets_ends_with_the_group(read):
    body = """
    <let name="x" value="1"/>
    <group><let name="x" value="2"/><set_env name="E" value="inside"/><executable name="a" cmd="a $(var x)"/></group>
    <executable name="b" cmd="b $(var x)"/>
    """
    a, b = read(body).processes
    assert (a.command, dict(a.environment)) == (("a", "2"), {"E": "inside"})
    assert (b.command, dict(b.environment)) == (("b", "1"), {})


def test_an_included_file_sees_the_values_given_to_it_and_its_own_folder(read, tmp_path):
    inner = tmp_path / "inner/y.launch.xml"
    inner.parent.mkdir()
    inner.write_text('<launch><arg name="v" default="0"/><executable name="a" cmd="$(dirname)/a $(var v)"/></launch>')
    table = read('<include file="$(dirname)/inner/y.launch.xml"><arg name="v" value="7"/></include>')
    assert table.processes[0].command == (f"{inner.parent}/a", "7")


def test_files_that_include_themselves_are_refused(read):
    with pytest.raises(LaunchFileError, match="too deeply"):
        read('<include file="$(dirname)/x.launch.xml"/>')


def test_the_environment_is_read_with_a_default(read):
    assert read('<executable cmd="a $(env E)"/>', {"E": "1"}).processes[0].command == ("a", "1")
    assert read('<executable cmd="a $(env E 2)"/>').processes[0].command == ("a", "2")
    with pytest.raises(LaunchFileError, match="variable E is not set"):
        read('<executable cmd="a $(env E)"/>')


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('\n<nod pkg="p" exec="e"/>', r"element 'nod' in <launch> is not understood here; known: arg"),
        ('<node pkg="p" exec="e" respwan="true"/>', "attribute 'respwan'"),
        ('<node exec="e"/>', "<node> needs the attribute 'pkg'"),
        ('<node pkg="p" exec="ghost"/>', r"x\.launch\.xml:2: the package p has no executable ghost"),
        ('<node pkg="p" exec="e" respawn="yes"/>', "respawn must be true or false, not 'yes'"),
        ('<node pkg="p" exec="e" respawn_delay="-1"/>', "respawn_delay must be a number"),
        ('<node pkg="p" exec="e"><param from="/no.yaml"/></node>', "the parameter file /no.yaml is not there"),
        ('<node pkg="p" exec="e"><param name="a"/></node>', "<param> needs the attribute 'value'"),
        ('<node pkg="p" exec="e"><param name="a" value="1" type="int"/></node>', "type 'int' is not understood"),
        ('<executable cmd="$(var nobody)"/>', "nothing sets 'nobody'; known here: nothing"),
        ('<executable cmd="$(eval 1)"/>', r"'\$\(eval 1\)' is not understood; known: var, env"),
        ('<executable cmd=" "/>', "cmd is empty"),
        ('<executable cmd="a"><env name="HUBAN_READY_PORT" value="x"/></executable>', "must be a port number"),
        ('<executable name="a" cmd="a"/><executable name="a" cmd="b"/>', r"a second process 'a'; the first is at .*:2"),
        ("<node", r"x\.launch\.xml:3: not well-formed XML"),
        ('<include file="/nowhere.xml"/>', "/nowhere.xml: cannot be read: No such file"),
    ],
)
def test_what_is_not_understood_is_refused_with_file_and_line(read, body, complaint):
    with pytest.raises(LaunchFileError, match=complaint):
        read(body)


def test_a_file_that_is_no_launch_file_is_refused(tmp_path):
    file = tmp_path / "x.xml"
    file.write_text("<robot/>")
    with pytest.raises(LaunchFileError, match="begins with <launch>, not <robot>"):
        read_table(file, InstalledPackages(tmp_path), {}, {})
